"""The JSON API: everything that the pages do, described by OpenAPI."""
