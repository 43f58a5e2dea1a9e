"""Fuzzing with Atheris: `make fuzz`, or ``python -m fuzz TARGET`` (CONTRIBUTING.md)."""
