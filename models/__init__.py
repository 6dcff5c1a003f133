"""The models: one folder each, with its card, its weights and the command that rebuilds them."""
