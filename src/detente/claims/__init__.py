"""Claims: what the brief asserts, who asserts it, and how far it is believed."""
