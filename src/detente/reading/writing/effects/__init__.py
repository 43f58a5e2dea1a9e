"""A piece for each effect: how a claim that stands for it is written, one effect a file."""
