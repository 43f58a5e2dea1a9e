"""Continuations from one day of a future, or of the record, with acts put in or taken out."""
