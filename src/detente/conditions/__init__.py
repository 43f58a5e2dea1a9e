"""Conditions: one small language for everything that waits for something."""
