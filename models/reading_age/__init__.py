"""The age at which a child reads a text with ease; see `card.md`."""
