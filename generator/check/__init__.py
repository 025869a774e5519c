"""Rules that a handbook must keep, and the report of what they found."""
