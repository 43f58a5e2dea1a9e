"""From an entity to the state or organisation that it belongs to."""

PLACING = 3
"""Version of how entities are placed: raised with every change of tables or rules that moves one.

A store says by which its facts were placed; before there were versions it was 1.
"""
