"""What a scenario forecasts: in the formats of platforms, pledged, scored when known."""
