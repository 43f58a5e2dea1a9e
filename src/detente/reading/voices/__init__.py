"""Who asserts what a sentence says."""
