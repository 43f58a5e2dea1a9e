"""The brief: its passages, and the sentences of its sources."""
