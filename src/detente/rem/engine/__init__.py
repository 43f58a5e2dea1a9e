"""Arrays and compiled passes: the likelihoods know numbers only."""
