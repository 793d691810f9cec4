"""Rules 8xx: what the user of a check demands of a stream beside what the format and the protocol ask."""
