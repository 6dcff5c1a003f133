"""Who may ask: this machine without a key, unless a setting says otherwise, and all others with one."""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers
from starlette.types import Scope as Connection

from service.doors.key_file import keys_file, note_use, read_keys
from service.doors.keys import Key, Scope, find_key
from service.settings import Settings

# What a proxy adds. Behind one every caller seems to be on this machine.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def admits(connection: Connection, secret: str | None, scope: Scope, chosen: Settings) -> bool:
    """Tell whether this request may do what `scope` names, with the secret that came with it, if any did."""
    if not secret or not are_in_use(chosen):
        return not needs_key(connection, chosen)
    return authorised(secret, scope, chosen)


def authorised(secret: str | None, scope: Scope, chosen: Settings) -> bool:
    """Tell whether a secret is that of a live key with the scope. Without keys, on this machine only, none is asked."""
    if not are_in_use(chosen):
        return is_open(chosen)
    key = live_key(secret, chosen)
    return key is not None and key.may(scope)


def needs_key(connection: Connection, chosen: Settings) -> bool:
    """Tell whether a request must come with a key."""
    if chosen.loopback_needs_key or not _is_from_here(connection, chosen):
        return True
    headers = Headers(scope=connection)
    return are_in_use(chosen) and any(name in headers for name in _FORWARDED)


def are_in_use(chosen: Settings) -> bool:
    """Tell whether keys were ever made here; once the last is revoked, nobody has one but they are still asked for."""
    return read_keys(keys_file(chosen)) is not None


def is_open(chosen: Settings) -> bool:
    """Tell whether this machine's own requests may come without a key."""
    return is_loopback(chosen.host) and not chosen.loopback_needs_key


def live_key(secret: str | None, chosen: Settings) -> Key | None:
    """Return the key that a secret belongs to, and note its use."""
    path = keys_file(chosen)
    key = find_key(secret, read_keys(path) or ()) if secret else None
    if key:
        note_use(path, key)
    return key


def bearer(connection: Connection) -> str | None:
    """Return the secret in the header Authorization, if it is there."""
    scheme, _, secret = Headers(scope=connection).get("authorization", "").partition(" ")
    return secret.strip() or None if scheme.lower() == "bearer" else None


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_from_here(connection: Connection, chosen: Settings) -> bool:
    caller = (connection.get("client") or ("",))[0]
    try:
        return ipaddress.ip_address(caller).is_loopback
    except ValueError:  # no address, as on a Unix socket: then where the service is bound decides
        return is_loopback(chosen.host)
