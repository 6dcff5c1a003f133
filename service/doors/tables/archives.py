"""Whether a workbook can be unpacked without harm: looked at member by member before anything opens it."""

from __future__ import annotations

import zlib
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from service.errors import InputError, TooLargeError

MOST_MEMBERS = 2_000
MOST_UNPACKED_BYTES = 1_000_000_000
MOST_RATIO = 200
"""Unpacked bytes to packed ones of a member; sheets of repeated phrases reach some 50, a bomb 1,000."""

_SMALL_BYTES = 20_000_000  # below which the ratio does no harm
_BLOCK_BYTES = 1 << 20
_NOT_ZIP = "not an .xlsx workbook, or damaged. Open it in a spreadsheet and save it again as .xlsx."


def refuse_bombs(path: Path) -> int:
    """Raise for an archive that unpacks to too much; return in how many cells there are formulas.

    Every member is unpacked once, a block at a time, and let go: what an archive says of its sizes may be untrue.
    """
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
            _refuse_sizes(path, members)
            return sum(_formulas(archive, member) for member in members if not member.is_dir())
    except (BadZipFile, LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        msg = f"{path}: {_NOT_ZIP}"
        raise InputError(msg) from None


def _refuse_sizes(path: Path, members: list[ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    steep = any(
        member.file_size > _SMALL_BYTES and member.file_size > MOST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    overlapping = sum(member.compress_size for member in members) > path.stat().st_size
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED_BYTES or steep or overlapping:
        msg = (
            f"{path}: unpacks to more than a workbook does ({len(members):,} parts, {unpacked:,} bytes). "
            "It was not opened. Export it as CSV, or in several files."
        )
        raise TooLargeError(msg)


def _formulas(archive: ZipFile, member: ZipInfo) -> int:
    """Unpack a member whole, which checks its length and sum, and count the formulas if it is a sheet."""
    is_sheet = member.filename.startswith("xl/worksheets/")
    found, end = 0, b""
    with archive.open(member) as file:
        while block := file.read(_BLOCK_BYTES):
            if is_sheet:
                seen = end + block
                found += seen.count(b"<f>") + seen.count(b"<f ")
                end = seen[-2:]
    return found
