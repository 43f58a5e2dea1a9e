"""Coefficients of a scenario's effects, estimated on the event record (docs/fit.md)."""
