"""The brief in the browser: a server, its pages, and a JSON API that does all that they do."""
