"""Kinds of future."""
