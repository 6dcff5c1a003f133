"""The service as a process: on this machine only, unless it can tell who is asking."""

from __future__ import annotations

import ipaddress
import logging

import uvicorn

from service.errors import SettingsError

API = "service.doors.api:create_app"
HISTORY = "/v1/history/"


def serve_forever(host: str, port: int) -> None:
    """Serve until stopped. Raises SettingsError for an address that others could reach."""
    if not is_loopback(host):
        msg = (
            f"{host} can be reached from other machines, and this version has no API keys to tell who asks.\n"
            "Bind 127.0.0.1, and put a proxy that signs people in before it."
        )
        raise SettingsError(msg)
    logging.getLogger("uvicorn.access").addFilter(_without_ids)
    uvicorn.run(API, factory=True, host=host, port=port, log_level="info", server_header=False)


def _without_ids(record: logging.LogRecord) -> bool:
    """Cut what follows /v1/history/ off an address before it is logged: it names a child."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            part.split("?")[0].partition(HISTORY)[0] + HISTORY if isinstance(part, str) and HISTORY in part else part
            for part in record.args
        )
    return True


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
