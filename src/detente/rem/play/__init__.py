"""Playing on: which act comes next, and records made from a model."""
