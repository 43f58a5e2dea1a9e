"""Only the futures in which something is so: conditioning, never an intervention."""
