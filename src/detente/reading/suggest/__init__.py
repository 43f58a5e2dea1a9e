"""Proposals of a language model, asked for one sentence at a time and held against the text."""
