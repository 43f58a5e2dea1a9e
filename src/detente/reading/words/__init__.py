"""Words that a language needs and no effect owns, as data: one folder a language."""
