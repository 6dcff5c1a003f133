"""What of a note also stands in earlier ones."""
