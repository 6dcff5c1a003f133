"""Batches asked for over HTTP: a table of them, what takes them in, and what works through them one after another."""
