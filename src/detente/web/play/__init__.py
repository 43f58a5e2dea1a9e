"""The parts of the page on which claims are switched."""
