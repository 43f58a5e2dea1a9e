"""How sure the text is."""
