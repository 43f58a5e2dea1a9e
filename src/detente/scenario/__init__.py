"""A scenario folder: read, validated, lowered."""
