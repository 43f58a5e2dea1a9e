"""Outcomes: dated questions about a path, one kind a file."""
