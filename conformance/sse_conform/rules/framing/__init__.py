"""Rules 1xx: lines, blocks and the names of fields."""
