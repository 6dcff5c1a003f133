"""The model of what sentences mean: how its files are made."""
