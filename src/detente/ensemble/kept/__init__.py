"""What is kept of futures as they are played: sums, bins, windows, acts; and how much memory."""
