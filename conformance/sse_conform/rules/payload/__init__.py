"""Rules 5xx: what events hold."""
