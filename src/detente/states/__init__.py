"""States that move between values, levels with a unit, and the sizes of acts that change them."""
