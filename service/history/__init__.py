"""Earlier notes, kept as keyed fingerprints: what was copied can be found, and nothing can be read."""
