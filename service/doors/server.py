"""The service as a process: on this machine only, unless it can tell who is asking."""

from __future__ import annotations

import ipaddress

import uvicorn

from service.errors import SettingsError

API = "service.doors.api:create_app"


def serve_forever(host: str, port: int) -> None:
    """Serve until stopped. Raises SettingsError for an address that others could reach."""
    if not is_loopback(host):
        msg = (
            f"{host} can be reached from other machines, and this version has no API keys to tell who asks.\n"
            "Bind 127.0.0.1, and put a proxy that signs people in before it."
        )
        raise SettingsError(msg)
    uvicorn.run(API, factory=True, host=host, port=port, log_level="info", server_header=False)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
