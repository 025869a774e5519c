"""The author's files → frozen facts, or every problem that keeps them from becoming such."""
