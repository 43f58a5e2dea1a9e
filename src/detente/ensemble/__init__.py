"""Many futures: design of the draws, play, what is kept, estimates."""
