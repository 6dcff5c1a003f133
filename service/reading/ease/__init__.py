"""How hard a note is to read, and why."""
