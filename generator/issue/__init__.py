"""Sheets given to the printer, and the question whether they still hold."""
