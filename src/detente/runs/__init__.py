"""Run folders: an ensemble on disk, self-describing and repeatable."""
