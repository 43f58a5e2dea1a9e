"""Benchmarks: ratios of our code to a floor or a peer, both measured in one run."""
