"""Passwords: which are good enough, how one is set, how one is checked, and the key it opens."""

import secrets as randomness
from dataclasses import dataclass, field

from models.account import Account
from models.codes import COMMON_PASSWORDS
from rules import N_, Refused, access, vault
from rules.keyed import Secrets, password_keys

# Source: NCSC password guidance and OWASP ASVS 5.0 V6.2: length and a list of common ones, no rules of composition.
SHORTEST = 12
LONGEST = 200
UNKNOWN_SALT = b"\0" * 16


class PasswordTooWeak(Refused):
    """The password is too short, too long, or among the first that anybody would try."""

    message = N_("Choose a longer password: 12 letters or more. Three words that you pick yourself work well.")


class PasswordTooCommon(PasswordTooWeak):
    """The password is one that many people use."""

    message = N_("That password is one of the first that others would try. Choose three words of your own.")


class NotYourPassword(Refused):
    """The password asked for once more was wrong."""

    message = N_("That is not your password. Try again.")


@dataclass(frozen=True)
class NewPassword:
    """Columns of an account for a new password; hashed outside any transaction."""

    salt: bytes = field(repr=False)
    verifier: bytes = field(repr=False)
    public_key: bytes | None = field(repr=False, default=None)
    private_key: str | None = field(repr=False, default=None)

    def columns(self) -> dict:
        """What to store."""
        return {
            "salt": self.salt,
            "verifier": self.verifier,
            "public_key": self.public_key,
            "private_key": self.private_key,
        }


def check_strength(password: str) -> None:
    """Raise PasswordTooWeak unless the password is good enough."""
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < 5:
        raise PasswordTooWeak
    plain = "".join(letter for letter in password.casefold() if letter.isalnum())
    if plain in COMMON_PASSWORDS or any(plain == common * 2 for common in COMMON_PASSWORDS):
        raise PasswordTooCommon


def prepare(secrets: Secrets, password: str, role: str, ref: str, private_key: bytes | None = None) -> NewPassword:
    """Hash a new password (slow: keep it out of transactions); for a role that holds keys also a key pair.

    An existing private half is wrapped anew, so its holder keeps access. Raises PasswordTooWeak, Busy.
    """
    check_strength(password)
    salt = randomness.token_bytes(16)
    verifier, wrapping = password_keys(secrets, password, salt)
    if role not in access.KEY_HOLDERS:
        return NewPassword(salt, verifier)
    public, private = vault.pair_of(private_key) if private_key else vault.new_pair()
    return NewPassword(salt, verifier, public, vault.wrap(wrapping, private, f"account.private_key.{ref}"))


def check(secrets: Secrets, account: Account | None, password: str) -> tuple[bool, bytes | None]:
    """Whether the password is right, and the account's private half if it holds one.

    An unknown account costs the same slow hash as a known one. Raises Busy.
    """
    salt = account.salt if account and account.salt else UNKNOWN_SALT
    verifier, wrapping = password_keys(secrets, password[:LONGEST], salt)
    if account is None or account.verifier is None or not randomness.compare_digest(verifier, account.verifier):
        return False, None
    if account.private_key is None:
        return True, None
    return True, vault.unwrap(wrapping, account.private_key, f"account.private_key.{account.ref}")
