"""A starting scenario for any actors: a folder that can be played and wants to be changed."""
