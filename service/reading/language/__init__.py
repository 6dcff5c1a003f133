"""Words, sentences and names, as spaCy and our own rules see them."""
