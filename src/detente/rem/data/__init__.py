"""From the user's tables to events, actors, networks and moments."""
