"""The state of a relationship, read from the record of acts."""
