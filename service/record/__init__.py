"""A child's whole record: what its notes show together that none shows alone. Start with `review.py`."""
