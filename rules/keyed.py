"""Keys to find rows by: an identifier's, an address's, a link's, a password's, a receipt code's."""

import secrets
from dataclasses import dataclass, field

from models.fields import ALPHABET, spelled
from rules.slow_hash import SlowHash
from rules.vault import Keys, keyed_hash

# What people type for letters that Crockford's base 32 leaves out (Douglas Crockford, Base 32).
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
CODE_LENGTH = 16


@dataclass(frozen=True)
class Secrets:
    """The server's keys together with the slow hash at this installation's cost; handed to rules as one value."""

    keys: Keys = field(repr=False)
    slow: SlowHash = field(repr=False)


def index_key(secrets_: Secrets, kind: str, text: str) -> bytes:
    """16 bytes that stand for one identifier: slow hash, then keyed hash, by the newest key. Raises Busy."""
    return _index_key(secrets_, secrets_.keys.identifiers[0], kind, text)


def index_keys(secrets_: Secrets, kind: str, text: str) -> list[bytes]:
    """What one identifier may be found by while reports are keyed anew: by each key a slow hash. Raises Busy."""
    return [_index_key(secrets_, key, kind, text) for key in secrets_.keys.identifiers]


def index_fingerprint(secrets_: Secrets) -> str:
    """The name of the newest key of the identifier index, by which a report says with which it was keyed."""
    return keyed_hash(secrets_.keys.identifiers[0], "index fingerprint", size=8).hex()


def _index_key(secrets_: Secrets, key: bytes, kind: str, text: str) -> bytes:
    slow = secrets_.slow.run(f"{kind}:{text}", keyed_hash(key, "index salt", size=16), "index", 32)
    return keyed_hash(key, "index", kind, slow, size=16)


def email_key(secrets_: Secrets, address: str) -> bytes:
    """16 bytes that stand for a member's address: a keyed hash alone, so that sign-in stays quick."""
    return keyed_hash(secrets_.keys.index, "member e-mail", address.strip().casefold(), size=16)


def token_key(secrets_: Secrets, purpose: str, token: str) -> bytes:
    """What is stored of a random token of 128 bits or more."""
    return keyed_hash(secrets_.keys.index, "token " + purpose, token)


def new_token() -> str:
    """A random token of 128 bits for a link or a letter, safe in an address."""
    return secrets.token_urlsafe(16)


def password_keys(secrets_: Secrets, password: str, salt: bytes) -> tuple[bytes, bytes]:
    """One slow run gives the verifier and the key that wraps the private half (32 bytes each). Raises Busy."""
    both = secrets_.slow.run(password, salt, "secret", 64)
    return keyed_hash(secrets_.keys.index, "verifier", both[:32]), both[32:]


def receipt_code(secrets_: Secrets, form_id: bytes, content: bytes) -> str:
    """The receipt code (16 characters, 80 bits) that this form with this content always gives."""
    number = int.from_bytes(keyed_hash(secrets_.keys.index, "receipt code", form_id, content, size=10), "big")
    return spelled(number, CODE_LENGTH)


def receipt_keys(secrets_: Secrets, code: str) -> tuple[bytes, bytes]:
    """From a receipt code: the value to look it up by, and the key that opens its inbox. Raises Busy."""
    salt = keyed_hash(secrets_.keys.index, "receipt salt", size=16)
    both = secrets_.slow.run(code, salt, "secret", 64)
    return keyed_hash(secrets_.keys.index, "receipt", both[:32]), both[32:]


def read_code(typed: str) -> str | None:
    """A receipt code as people type it (spaces, dashes, lower case, O for 0), or None if it cannot be one."""
    kept = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(MISREAD)
    return kept if len(kept) == CODE_LENGTH and all(letter in ALPHABET for letter in kept) else None


def shown_code(code: str) -> str:
    """A receipt code in four groups, as it is shown."""
    return " ".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))
