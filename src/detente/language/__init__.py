"""The language of what people read: one catalogue of messages, dates and numbers in its form."""
