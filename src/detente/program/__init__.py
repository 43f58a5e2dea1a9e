"""From the symbolic model to the arrays that the kernel runs on, and their stability."""
