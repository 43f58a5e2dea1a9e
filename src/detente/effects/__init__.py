"""Effects: mechanisms known to the field, one a file."""
