"""Files that an article comes in, read to paragraphs: one reader for each format."""
