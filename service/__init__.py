"""wellnoted: asks of a draft case note what a careful colleague would ask.

`analyse(note) -> Review` is the whole product; start reading at `service/analyse.py`.
"""
