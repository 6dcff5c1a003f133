"""The service as a process, or several: on this machine only, unless it can tell who is asking."""

from __future__ import annotations

import copy
import logging
import os
import sys
from typing import Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from service.doors.access import is_loopback
from service.doors.key_file import keys_file, read_keys
from service.errors import SettingsError
from service.settings import Settings, settings

API = "service.doors.api:create_app"
OWN_SOCKETS = "service.doors.own_socket:OwnSocketLoop"
DRAIN_SECONDS = 10
KEEP_ALIVE_SECONDS = 75  # a writer who stops to think need not be connected anew

_EVERYWHERE = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104 - looked for, not bound
_MAKE_A_KEY = 'Make one: wellnoted key new "who will use it"'
_LOGGED = (
    "/v1/analyse/many",
    "/v1/analyse",
    "/v1/checks",
    "/v1/history/",
    "/v1/batches",
    *(f"/v2/{name}" for name in ("check", "configinfo", "healthcheck", "info", "languages", "maxtextlength")),
    "/openapi.json",
    "/plugin/",
    "/page",
    "/livez",
    "/readyz",
)


def serve_forever(chosen: Settings) -> None:
    """Serve until stopped. Raises SettingsError for an address that others could reach where no key would stop them."""
    refuse_unusable_access(chosen)
    # Each worker is a process of its own, which reads its settings anew; this one forgets what it read before.
    os.environ.update(WELLNOTED_HOST=chosen.host, WELLNOTED_PORT=str(chosen.port))
    settings.cache_clear()
    uvicorn.run(
        API,
        factory=True,
        host=chosen.host.strip("[]"),
        port=chosen.port,
        workers=chosen.workers,
        loop=OWN_SOCKETS if chosen.workers > 1 and sys.platform == "linux" else "auto",
        log_config=_log_config(),
        server_header=False,
        proxy_headers=False,  # whoever asks could write them, and be taken for this machine
        timeout_graceful_shutdown=DRAIN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )


def refuse_unusable_access(chosen: Settings) -> None:
    """Raise now where nobody could be let in, or anybody would be."""
    keys = read_keys(keys_file(chosen)) or ()
    has_keys = any(not key.is_expired for key in keys)
    if not has_keys and chosen.loopback_needs_key:
        msg = f"WELLNOTED_LOOPBACK_NEEDS_KEY is on, and there is no key that works.\n{_MAKE_A_KEY}"
        raise SettingsError(msg)
    if not has_keys and not is_loopback(chosen.host):
        msg = (
            f"{chosen.host} can be reached from other machines, and there is no key that works to tell who asks.\n"
            f"{_MAKE_A_KEY}\n"
            "Or bind 127.0.0.1, and put a proxy that signs people in before it."
        )
        raise SettingsError(msg)
    if chosen.host in _EVERYWHERE and not chosen.allowed_hosts:
        msg = (
            f"{chosen.host} is every address of this machine. Say by which names the service is called, such as\n"
            """WELLNOTED_ALLOWED_HOSTS='["notes.council.example"]'"""
        )
        raise SettingsError(msg)


def _log_config() -> dict[str, Any]:
    """Return uvicorn's own, with the filter; as a dictionary it is the workers' too."""
    config = copy.deepcopy(LOGGING_CONFIG)
    config["filters"] = {"addresses": {"()": f"{__name__}.KnownAddresses"}}
    config["handlers"]["access"]["filters"] = ["addresses"]
    config["loggers"]["wellnoted"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    return config


class KnownAddresses(logging.Filter):
    """Lets of an address only what is ours be logged: the rest may name a child, hold a note or be a key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Cut the address of one request."""
        if isinstance(record.args, tuple):
            record.args = tuple(_known(part) if str(part).startswith("/") else part for part in record.args)
        return True


def _known(address: object) -> str:
    """Return the beginning of an address that is in `_LOGGED`."""
    if address == "/":
        return "/"
    return next((known for known in _LOGGED if str(address).startswith(known)), "/...")
