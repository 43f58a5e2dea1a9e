"""Coefficients that were fitted on a record, as a text of the scenario."""
