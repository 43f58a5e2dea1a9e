"""The formats in which others take forecasts; each is one file, and one line of the registry."""
