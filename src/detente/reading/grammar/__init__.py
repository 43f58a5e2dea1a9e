"""Words of a sentence: tokens, lemmas, parts of speech, quotations, and who does what in it."""
