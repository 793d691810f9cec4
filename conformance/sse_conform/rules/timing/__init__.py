"""Rules 6xx and 7xx: when a stream came, and in which chunks."""
