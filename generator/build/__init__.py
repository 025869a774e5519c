"""A finished build: made beside the earlier one, verified, and swapped in whole."""
