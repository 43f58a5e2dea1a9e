"""How far a text commits itself to what a clause says: credence from its words."""
