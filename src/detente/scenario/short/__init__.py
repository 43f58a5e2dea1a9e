"""The short form of a scenario: what it may leave out or say in fewer words."""
