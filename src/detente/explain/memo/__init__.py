"""An explanation in words: at most eight sentences for a memo, each with its numbers."""
