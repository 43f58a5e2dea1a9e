"""How often pairs of actors usually do an act, by the kind of pair that they are."""
