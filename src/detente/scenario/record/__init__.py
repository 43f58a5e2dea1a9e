"""Where a scenario's record comes from: a file of acts, or an event store."""
