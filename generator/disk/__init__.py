"""The disk: nothing but files is read, and files are written whole or not at all, by one program at a time."""
