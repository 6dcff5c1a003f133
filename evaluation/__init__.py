"""Measures what the program claims: gold notes, scores, floors, benchmarks."""
