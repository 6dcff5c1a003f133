"""How a text file is encoded: by its first bytes, else by whether all of it is UTF-8."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, getincrementaldecoder
from pathlib import Path

from service.errors import InputError

UNICODE = frozenset({"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})
ANY = UNICODE | {"cp1252"}

# UTF-32 first: its mark begins with that of UTF-16
_MARKS = (
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_BLOCK_BYTES = 1 << 20
_MOSTLY = 0.3  # of the bytes of a UTF-16 text in English are NUL, all in odd or all in even places


def encoding_of(path: Path, allowed: frozenset[str] = ANY) -> str:
    """Return the encoding, having read the whole file once unless its first bytes tell.

    Raises InputError where it is none of those allowed, or seems to be two at once.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    return marked or _utf16_without_mark(start) or _utf8_or_cp1252(path, allowed)


def _utf16_without_mark(start: bytes) -> str | None:
    half = len(start) // 2
    if half and start[1::2].count(0) > _MOSTLY * half and not start[::2].count(0):
        return "utf-16-le"
    if half and start[::2].count(0) > _MOSTLY * half and not start[1::2].count(0):
        return "utf-16-be"
    return None


def _utf8_or_cp1252(path: Path, allowed: frozenset[str]) -> str:
    wide, stray, first = _counted(path)
    if not stray:
        return "utf-8"
    if "cp1252" not in allowed:
        msg = f"{path}: not UTF-8 at byte {first:,}. Save the file as UTF-8 and try again."
        raise InputError(msg)
    if wide > stray:
        msg = (
            f"{path}: two encodings in one file: {wide:,} characters are UTF-8 and {stray:,} bytes are not, the first "
            f"at byte {first:,}. Export it again as UTF-8."
        )
        raise InputError(msg)
    return "cp1252"


def _counted(path: Path) -> tuple[int, int, int]:
    """Return how many characters beyond ASCII are UTF-8, how many bytes are not, and where the first of those is."""
    decoder = getincrementaldecoder("utf-8")("surrogateescape")
    wide = stray = read = 0
    first = -1
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            read += len(block)
            if block.isascii() and not decoder.getstate()[0]:
                continue
            text = decoder.decode(block)
            lone = sum("\udc80" <= character <= "\udcff" for character in text if character > "\x7f")
            if lone and first < 0:
                first = read - len(block) + _byte_of_first(block)
            stray += lone
            wide += sum(character > "\x7f" for character in text) - lone
    tail = decoder.decode(b"", final=True)
    return wide, stray + len(tail), first if first >= 0 else read - len(tail)


def _byte_of_first(block: bytes) -> int:
    try:
        block.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0
