"""Who is in a text, when, and how many: actors, persons in office, days, quantities, pairs."""
