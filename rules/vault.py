"""Seals: what keeps words from whoever should not read them.

Two seals. The server's key opens what must work when nobody is signed in (member addresses, drafts of alerts).
The casework team's key pair opens reports: each report has a data key, sealed to the team's public half.
Every sealed text is `1.key-id.base64`, padded, and bound to its place, so a value moved to another row does not open.
"""

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import blake2b

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

from rules import N_, Refused

VERSION = "1"
# Sizes that sealed texts are padded to, so that their length says little.
SIZES = (256, 1024, 4096, 16384)


class NotOpened(Refused):
    """The seal did not open: wrong key, wrong place, or changed."""

    message = N_("This cannot be opened.")


@dataclass(frozen=True)
class Keys:
    """The server's secrets as read from the key file; the newest root seals, all of them open."""

    roots: tuple[tuple[str, bytes], ...] = field(repr=False)
    index: bytes = field(repr=False)
    # Keys of the identifier index alone, the newest first: the newest keys, all of them are looked up by.
    turned: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def identifiers(self) -> tuple[bytes, ...]:
        """The keys of the identifier index, the newest first; the plain index key until it was turned."""
        return self.turned or (self.index,)

    def root(self, key_id: str) -> bytes:
        """The root key with this id; raises NotOpened when it is not there."""
        for known, root in self.roots:
            if known == key_id:
                return root
        raise NotOpened


def new_key_file() -> str:
    """Text of a fresh key file (JSON): one server root `k1`, and the index key that is never rotated by itself."""
    keys = {"roots": [["k1", _encode(secrets.token_bytes(32))]], "index": _encode(secrets.token_bytes(32))}
    return json.dumps(keys, indent=1)


def read_keys(text: str) -> Keys:
    """Keys from the text of a key file; raises ValueError or KeyError when it is not one."""
    data = json.loads(text)
    turned = tuple(_decode(key) for key in data.get("identifiers", ()))
    return Keys(tuple((name, _decode(root)) for name, root in data["roots"]), _decode(data["index"]), turned)


def keyed_hash(key: bytes, purpose: str, *parts: str | bytes, size: int = 32) -> bytes:
    """BLAKE2b of the parts (each with its length before it) under a key made for this purpose; `size` bytes."""
    purpose_key = blake2b(purpose.encode(), key=key, digest_size=32).digest()
    mixed = blake2b(key=purpose_key, digest_size=size)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        mixed.update(len(raw).to_bytes(8, "big") + raw)
    return mixed.digest()


def seal(keys: Keys, text: str, place: str) -> str:
    """Seal text with the server's newest key for one place (such as `account.email.M-7K2MQ4XD`)."""
    key_id, root = keys.roots[0]
    return _seal(_server_key(root, place), key_id, text, place)


def unseal(keys: Keys, sealed: str, place: str) -> str:
    """Open a text sealed by `seal`; raises NotOpened."""
    key_id = f"{sealed}..".split(".", 2)[1]
    return _unseal(_server_key(keys.root(key_id), place), sealed, place)


def new_data_key() -> bytes:
    """A fresh 32-byte key for one report."""
    return secrets.token_bytes(32)


def seal_with(data_key: bytes, text: str, place: str) -> str:
    """Seal text with a report's data key, or any key of 32 bytes."""
    return _seal(data_key, "d", text, place)


def open_with(data_key: bytes, sealed: str, place: str) -> str:
    """Open a text sealed by `seal_with`; raises NotOpened."""
    return _unseal(data_key, sealed, place)


def new_pair() -> tuple[bytes, bytes]:
    """A key pair: public half, private half (32 bytes each)."""
    private = PrivateKey.generate()
    return bytes(private.public_key), bytes(private)


def pair_of(private: bytes) -> tuple[bytes, bytes]:
    """Both halves from the private one."""
    return bytes(PrivateKey(private).public_key), private


def seal_to(public_key: bytes, secret: bytes) -> str:
    """Seal a key so that only the holder of the private half opens it."""
    return f"{VERSION}.b.{_encode(SealedBox(PublicKey(public_key)).encrypt(secret))}"


def open_from(private_key: bytes, sealed: str) -> bytes:
    """Open a key sealed by `seal_to`; raises NotOpened."""
    try:
        return SealedBox(PrivateKey(private_key)).decrypt(_decode(sealed.split(".", 2)[2]))
    except (CryptoError, ValueError, IndexError) as problem:
        raise NotOpened from problem


def wrap(wrapping_key: bytes, private_key: bytes, place: str) -> str:
    """Wrap a private half with a key made from a password or a receipt code."""
    return seal_with(wrapping_key, _encode(private_key), place)


def unwrap(wrapping_key: bytes, wrapped: str, place: str) -> bytes:
    """The private half again; raises NotOpened when the password or code was another."""
    return _decode(open_with(wrapping_key, wrapped, place))


def _server_key(root: bytes, place: str) -> bytes:
    """One derived key per kind of place (`table.column`), so a key's use stays narrow."""
    return keyed_hash(root, "seal " + place.rsplit(".", 1)[0])


def _seal(key: bytes, key_id: str, text: str, place: str) -> str:
    head = f"{VERSION}.{key_id}"
    return f"{head}.{_encode(bytes(Aead(key).encrypt(_pad(text.encode()), f'{head}.{place}'.encode())))}"


def _unseal(key: bytes, sealed: str, place: str) -> str:
    try:
        head, body = sealed.rsplit(".", 1)
        return _unpad(Aead(key).decrypt(_decode(body), f"{head}.{place}".encode())).decode()
    except (CryptoError, ValueError) as problem:
        raise NotOpened from problem


def _pad(raw: bytes) -> bytes:
    """Length in four bytes, the text, then zeros up to the next size."""
    framed = len(raw).to_bytes(4, "big") + raw
    size = next((size for size in SIZES if len(framed) <= size), -(-len(framed) // SIZES[-1]) * SIZES[-1])
    return framed.ljust(size, b"\0")


def _unpad(framed: bytes) -> bytes:
    return framed[4 : 4 + int.from_bytes(framed[:4], "big")]


def _encode(raw: bytes) -> str:
    return b64encode(raw).decode()


def _decode(text: str) -> bytes:
    return b64decode(text, validate=True)
