"""`python -m service` is `wellnoted`."""

from service.cli import main

main()
