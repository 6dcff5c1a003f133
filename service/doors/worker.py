"""The one thread that works for the API."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

# Analysis is CPU work under one interpreter lock: one thread keeps the event loop free to answer
# /livez, and more would only take turns.
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="analyse")

T = TypeVar("T")


async def in_worker(work: Callable[[], T]) -> T:
    """Return what `work` returns, while the event loop stays free."""
    return await asyncio.get_running_loop().run_in_executor(_worker, work)
