"""What to watch: acts, states and levels that would tell about an outcome or a claim."""
