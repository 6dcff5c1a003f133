"""The ways in: each turns its world into a Note and a Review into its world."""
