"""What is written: whole files, or none, by one program at a time."""
