"""From a reading to a scenario folder: what was proposed, written so that it checks and plays."""
