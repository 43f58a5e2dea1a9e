"""Files of event data, fetched from whoever publishes them: whole, verified, and only once."""
