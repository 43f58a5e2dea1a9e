"""Whose a claim is, and towards whom."""
