"""Many futures: design of the draws, play, reduction, estimates."""
