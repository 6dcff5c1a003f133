"""One file per check. They are found by walking this folder; there is no list to keep."""
