"""The recovery copy of the casework team's key: beside the key file in development, on paper in production."""

import os
import secrets as randomness
from pathlib import Path

import click
from flask import current_app

from models.account import Account
from rules import team_keys, vault
from tasks.clock import now


def keep(private: bytes) -> None:
    """Keep the copy of a key that was just made: in development in a file, in production it is shown once."""
    if current_app.config["IS_PRODUCTION"]:
        click.echo("\nRecovery key of the casework team:\n")
        click.echo(f"    {private.hex()}\n")
        click.echo("It opens every report and is never shown again. Write it down, keep it offline and locked away.")
        return
    path = _path()
    # Whole or not at all, and for this account's eyes only from the first byte.
    draft = path.with_name(f"{path.name}.{randomness.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(private.hex() + "\n")
    draft.replace(path)


def give_access(account: Account) -> bool:
    """Give a later caseworker the team's key from the copy; False when it is not here, and a colleague must do it."""
    private = _read()
    if private is None or vault.pair_of(private)[0] != team_keys.current().public_key:
        return False
    team_keys.give(now(), None, account, private)
    return True


def _read() -> bytes | None:
    """The copy, when this is development and there is one that can be read."""
    if current_app.config["IS_PRODUCTION"]:
        return None
    try:
        private = bytes.fromhex(_path().read_text())
    except (OSError, ValueError):
        return None
    return private if len(private) == 32 else None


def _path() -> Path:
    key_file: Path = current_app.config["KEY_FILE"]
    return key_file.with_name(f"{key_file.name}.recovery")
