"""The models: each says over which alternatives it is a likelihood."""
