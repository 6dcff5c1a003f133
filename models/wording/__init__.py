"""The model that judges words in context; see card.md."""
