"""Rules 4xx: what fields say, and what a client keeps of it."""
