"""Rules 2xx: the bytes as text."""
