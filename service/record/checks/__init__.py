"""One file a check over a whole record. Each is found by its place here; there is no list to keep."""
