"""The report: one page that an analyst can send on, with its charts and their tables."""
