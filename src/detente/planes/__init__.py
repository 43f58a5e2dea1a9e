"""The arithmetic that effects are lowered to: planes, terms, gates and impacts, as plain data."""
