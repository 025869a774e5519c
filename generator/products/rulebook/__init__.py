"""The rulebook, and what changed between two of its editions."""
