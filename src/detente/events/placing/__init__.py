"""From an entity to the state or bloc that it belongs to."""
