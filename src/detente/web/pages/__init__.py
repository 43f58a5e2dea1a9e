"""Pages of the server, each a function that makes HTML of a view."""
