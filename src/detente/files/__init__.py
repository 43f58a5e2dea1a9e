"""Files: read within a limit, written whole or not at all, refused before the work."""
