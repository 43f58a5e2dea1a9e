"""From a text to a scenario: what a reader finds in an article, sentence by sentence."""
