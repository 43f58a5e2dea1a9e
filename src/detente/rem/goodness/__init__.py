"""Does the model fit? The record against simulated ones, and each event against the model."""
