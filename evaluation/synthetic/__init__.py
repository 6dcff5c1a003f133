"""Invented records of many children, made of the sentences of the gold notes: for speed, memory and repeatability."""
