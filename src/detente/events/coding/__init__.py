"""What a source's code of an act means in the ontology's terms."""
