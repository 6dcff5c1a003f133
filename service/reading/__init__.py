"""All that a check may know about a note."""
