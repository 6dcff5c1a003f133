"""The keys: one from a file that wraps all others, one for pseudonyms, one for each child or household.

    key file ──wraps──▶ index key  ─▶ pseudonyms of children and households
             ──wraps──▶ scope keys ─▶ HKDF: fingerprints · encryption · pseudonyms of notes

The key file is never needed to change a stored note, so that changing it rewrites 40 bytes a child; deleting a
scope's key leaves nothing that could read what a backup still holds of it.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from service.errors import SettingsError

KEY_BYTES = 32
NOTE_REF_BYTES = 8  # a child with 2,000 notes has two of the same pseudonym with probability 1e-13
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True, repr=False)
class MasterKey:
    """The key from the file; wraps the others."""

    secret: bytes

    @property
    def mark(self) -> bytes:
        """What the store knows this key by; says nothing of the key."""
        return blake2b(key=self.secret, digest_size=16, person=b"wellnoted-mark").digest()

    def wrap(self, key: bytes) -> bytes:
        """Return `key` wrapped: AES key wrap, RFC 3394, 40 bytes."""
        return aes_key_wrap(self.secret, key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return the key that was wrapped."""
        try:
            return aes_key_unwrap(self.secret, wrapped)
        except InvalidUnwrap:
            msg = "A key in the history does not open with this key file. Name the key file that belongs to it."
            raise SettingsError(msg) from None


@dataclass(frozen=True, slots=True, repr=False)
class ScopeKeys:
    """What is derived from the key of one child or household."""

    gram: bytes
    blob: bytes
    ref: bytes

    def note_ref(self, child_ref: bytes, note_id: str) -> bytes:
        """Return the pseudonym of a note; siblings who share a note have two."""
        return _mac(self.ref, NOTE_REF_BYTES, child_ref, _bytes(note_id))

    def content_tag(self, child_ref: bytes, note_ref: bytes, *content: str) -> bytes:
        """Return what changes when a note, its dates or the version of its fingerprints change.

        It is also the nonce of the note's encryption: the same content is encrypted to the same bytes, and no
        other content ever has the same nonce (96 bits, keyed).
        """
        return _mac(self.ref, NONCE_BYTES, child_ref, note_ref, *(_bytes(part) for part in content))

    def encrypt(self, packed: bytes, tag: bytes, about: bytes) -> bytes:
        """Return the tag, and `packed` under AES-256-GCM, bound to the row it is `about`."""
        return tag + AESGCM(self.blob).encrypt(tag, packed, about)


def derive(scope_key: bytes) -> ScopeKeys:
    """Return what a scope's key is used for, each use with a key of its own (HKDF, RFC 5869)."""
    spread = HKDFExpand(SHA256(), 3 * KEY_BYTES, b"wellnoted history: gram, blob, ref").derive(scope_key)
    return ScopeKeys(*(spread[at : at + KEY_BYTES] for at in range(0, 3 * KEY_BYTES, KEY_BYTES)))


def opener(keys: ScopeKeys) -> AESGCM:
    """Return the cipher of a scope, set up once for many notes; `decrypt_with` uses it."""
    return AESGCM(keys.blob)


def decrypt_with(cipher: AESGCM, blob: bytes, about: bytes) -> bytes:
    """Return what `ScopeKeys.encrypt` was given. Raises InvalidTag where anything was altered."""
    return cipher.decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], about)


def new_key() -> bytes:
    """Return a random key."""
    return secrets.token_bytes(KEY_BYTES)


def child_ref(index_key: bytes, child_id: str) -> bytes:
    """Return the pseudonym of a child: HMAC-SHA-256, 16 bytes."""
    return hmac.digest(index_key, b"child\0" + _bytes(child_id), "sha256")[:16]


def household_ref(index_key: bytes, household: str) -> bytes:
    """Return the pseudonym of a declared household: HMAC-SHA-256, 16 bytes."""
    return hmac.digest(index_key, b"household\0" + _bytes(household), "sha256")[:16]


def _mac(key: bytes, size: int, *parts: bytes) -> bytes:
    mac = blake2b(key=key, digest_size=size)
    for part in parts:
        mac.update(len(part).to_bytes(8, "little"))
        mac.update(part)
    return mac.digest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def read_key_file(path: Path) -> MasterKey:
    """Return the key in the file, or say what is wrong with it; nothing of the file is repeated."""
    try:
        written = path.read_text("ascii").strip()
        mode = path.stat().st_mode
    except FileNotFoundError:
        msg = (
            "The history's key file is missing. Bring it back from where you keep a copy; without it nothing in "
            "the history can be used. To begin anew, move the history's file away as well."
        )
        raise SettingsError(msg) from None
    except (OSError, UnicodeDecodeError):
        msg = "The history's key file cannot be read. Check its path and who may read it."
        raise SettingsError(msg) from None
    if os.name == "posix" and mode & (stat.S_IROTH | stat.S_IWOTH):
        msg = "Everybody on this machine may read or change the history's key file. Run chmod 600 on it."
        raise SettingsError(msg)
    return _parse(written)


def _parse(written: str) -> MasterKey:
    try:
        secret = bytes.fromhex(written)
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        msg = "The history's key file does not hold a key: 64 hexadecimal digits. Name the right file."
        raise SettingsError(msg)
    return MasterKey(secret)


def create_key_file(path: Path) -> MasterKey:
    """Make a key file that only its owner may read, or read the one that another process made first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written whole beside it and then linked: nobody ever reads half a key, and nobody's key is replaced.
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_key().hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    except FileExistsError:
        pass
    except OSError:
        msg = "The history's key file cannot be created. Choose a folder that this program may write to."
        raise SettingsError(msg) from None
    finally:
        beside.unlink(missing_ok=True)
    return read_key_file(path)
