"""An event loop that listens on a socket of its own, so that several processes share the connections evenly."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any


class OwnSocketLoop(asyncio.SelectorEventLoop):
    """Listens beside the socket it is given, at the same address.

    From one socket for all, the process that wakes first takes every connection that waits, and keeps it for as
    long as a writer writes. Of several sockets the system gives each its share (Linux: `SO_REUSEPORT`).
    """

    async def create_server(
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        *places: Any,  # noqa: ANN401 - as they are
        sock: socket.socket | None = None,
        **chosen: Any,  # noqa: ANN401
    ) -> asyncio.Server:
        """Return a server that listens on a socket of this process alone."""
        own = None if sock is None else _beside(sock)
        return await super().create_server(protocol_factory, *places, sock=own, **chosen)


def _beside(shared: socket.socket) -> socket.socket:
    """Return a socket at the address of one that is bound and does not listen."""
    own = socket.socket(shared.family, shared.type)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    own.bind(shared.getsockname())
    return own
