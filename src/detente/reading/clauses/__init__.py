"""Parts of a sentence with a verb of their own, and what joins them."""
