"""The pipeline that reads English notes, and how it is trained."""
