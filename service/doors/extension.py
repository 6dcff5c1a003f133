"""The browser extension as a folder or a zip: ours to write, and only over what we wrote ourselves.

With the service and the sites given, the manifest names them and nothing else: that is all the extension may then
reach. Without, a policy names them, and the browser asks the person for each.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from base64 import b64decode
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from service.doors.extension_writing import put_file, put_folder
from service.errors import InputError

LIST = "files.json"  # what we wrote, each with its sha256: by it we know our own again
MOST_BYTES = 4_000_000  # far more than the extension; another zip may unpack to anything
ON_THIS_MACHINE = ("127.0.0.1", "localhost")

_WEB = Path(__file__).parent / "web"
_KINDS = frozenset({".css", ".html", ".js", ".json", ".png"})
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip's first day: the same files make the same zip
_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::[1-9][0-9]{0,4})?")
_SERVER = re.compile(rf"(?P<origin>{_ORIGIN.pattern})[A-Za-z0-9._~/-]*")  # behind a proxy it may have a path
_LAST_PORT = 65535


class Reach(NamedTuple):
    """What the packed extension may reach: the service, and the sites that it reads along on."""

    server: str | None
    sites: tuple[str, ...]


def reach_of(server: str | None, sites: tuple[str, ...]) -> Reach:
    """Return what was asked for. Raises InputError for an address that no browser would take."""
    if not all(_is_origin(site) for site in sites):
        msg = "a site is written as https://cases.council.example: in small letters, no path, no final slash."
        raise InputError(msg)
    if server is not None and not _is_server(server):
        msg = "the service is written as https://notes.council.example; http is for this machine alone (127.0.0.1)."
        raise InputError(msg)
    return Reach(server.rstrip("/") if server else None, tuple(dict.fromkeys(sites)))


def _is_origin(address: str) -> bool:
    return bool(_ORIGIN.fullmatch(address)) and int(address.partition("://")[2].partition(":")[2] or 0) <= _LAST_PORT


def _is_server(address: str) -> bool:
    found = _SERVER.fullmatch(address)
    if not found or not _is_origin(found["origin"]):
        return False
    return address.startswith("https:") or urlsplit(address).hostname in ON_THIS_MACHINE


def write_folder(path: Path, reach: Reach) -> None:
    """Write the folder that a browser loads, or that is packed and signed."""
    put_folder(path, _listed(packed(reach)), is_ours)


def write_zip(path: Path, reach: Reach) -> None:
    """Write the zip that a store takes. The key stays out: a store refuses it, and gives an id of its own."""
    files = packed(reach)
    manifest = json.loads(files["manifest.json"])
    del manifest["key"]
    put_file(path, _zipped(_listed(files | {"manifest.json": _json(manifest)})), is_our_zip)


def packed(reach: Reach) -> dict[str, bytes]:
    """Return the extension's files by their paths inside the folder."""
    found = (path for part in ("extension", "plugin") for path in sorted((_WEB / part).rglob("*")))
    files = {path.relative_to(_WEB).as_posix(): path.read_bytes() for path in found if path.suffix in _KINDS}
    manifest = _manifest(json.loads(files.pop("extension/manifest.json")), reach)
    files["extension/defaults.js"] = _defaults(reach)
    return {"manifest.json": _json(manifest), **files}


def identity() -> str:
    """Return the id by which Chrome and Edge know the unpacked folder.

    Source: Chrome's manifest key: the first half of the SHA-256 of the public key, in the letters a to p.
    """
    key = json.loads((_WEB / "extension" / "manifest.json").read_bytes())["key"]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in hashlib.sha256(b64decode(key)).hexdigest()[:32])


def policy(reach: Reach) -> str:
    """Return what a policy for this extension looks like, as the JSON that Chrome, Edge and Chromium read."""
    chosen = {
        "serverUrl": reach.server or "https://notes.council.example",
        "allowedOrigins": list(reach.sites) or ["https://cases.council.example"],
        "authMode": _mode(reach),
    }
    return json.dumps({"3rdparty": {"extensions": {identity(): chosen}}}, indent=2)


def is_ours(files: dict[str, bytes]) -> bool:
    """Tell whether these files are what we wrote, none added, none changed."""
    try:
        listed = json.loads(files[LIST])
    except (KeyError, ValueError):
        return False
    return bool(listed == {name: _sha256(content) for name, content in files.items() if name != LIST})


def is_our_zip(content: bytes) -> bool:
    """Tell whether a zip holds what we wrote, none added, none changed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
                return False
            return is_ours({name: archive.read(name) for name in archive.namelist()})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False


def _manifest(manifest: dict[str, Any], reach: Reach) -> dict[str, Any]:
    manifest["version"] = _version()
    sites = list(dict.fromkeys(_pattern(urlsplit(site)) for site in reach.sites))
    may = set(sites)
    if sites:
        manifest["web_accessible_resources"][0]["matches"] = sites
    if reach.server:
        server = urlsplit(reach.server)
        pages = manifest["content_security_policy"]
        only = f"connect-src {server.scheme}://{server.netloc}"
        pages["extension_pages"] = re.sub(r"connect-src [^;]+", only, pages["extension_pages"])
        may.add(_pattern(server))
    if may:
        manifest["host_permissions"] = sorted(may)
    if reach.sites and reach.server:
        del manifest["optional_host_permissions"]
    return manifest


def _pattern(address: SplitResult) -> str:
    """Return the pattern of an origin: without its port, which Firefox does not take; the scripts look at it."""
    return f"{address.scheme}://{address.hostname}/*"


def _defaults(reach: Reach) -> bytes:
    chosen = {"serverUrl": reach.server or "", "allowedOrigins": list(reach.sites), "authMode": _mode(reach)}
    return f"// Written by `wellnoted extension`.\n\nexport const DEFAULTS = {json.dumps(chosen)};\n".encode()


def _mode(reach: Reach) -> str:
    """Return whether a key is sent: a service that other machines can reach asks for one."""
    return "none" if reach.server and urlsplit(reach.server).hostname in ON_THIS_MACHINE else "key"


def _version() -> str:
    """Return the program's version as browsers write one: numbers and dots."""
    numbers = re.match(r"\d+(?:\.\d+){0,3}", version("wellnoted"))
    return numbers[0] if numbers else "0"


def _listed(files: dict[str, bytes]) -> dict[str, bytes]:
    return files | {LIST: _json({name: _sha256(content) for name, content in sorted(files.items())})}


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
