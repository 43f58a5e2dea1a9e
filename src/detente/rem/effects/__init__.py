"""Effects: one a file."""
