"""Who is in a note, and who is meant."""
