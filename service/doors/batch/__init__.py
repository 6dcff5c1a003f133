"""Many notes at once: whole exports read, reviewed and reported."""
