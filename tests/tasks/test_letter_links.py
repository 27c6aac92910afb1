"""Whatever opens the links of a letter by itself, a scanner or a preview, changes nothing."""

import re
from hashlib import sha256

import pytest

from models.account import STYLES, Account
from models.database import database
from models.delivery import Delivery
from models.digest import Digest
from models.letter import OwedLetter
from rules import deliveries, letter_text, letters, links, sending, vault
from rules.letter_text import TOKEN_HERE
from tasks import wording
from tasks.letter_writer import LetterWriter
from tests.factories import SITE

NAME = "here.1.a"
# Owed letters whose link is the reader's own; the others lead where anybody may come.
OWN = ("confirm-address", "new-password", "new-address", "project-invitation")


@pytest.fixture
def scanner(app):
    """A program that opens links and keeps no cookies."""
    return app.test_client(use_cookies=False)


def everything() -> str:
    """One number for all rows of all tables."""
    return sha256("\n".join(database.connection().iterdump()).encode()).hexdigest()


def opened(scanner, body: str) -> list[str]:
    """Open every link of a letter; returns them."""
    found = re.findall(r"https?://\S+", body)
    for link in found:
        assert link.startswith(f"{SITE}/")
        for method in ("get", "head"):
            answer = getattr(scanner, method)(link.removeprefix(SITE))
            assert answer.status_code < 500
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", ["alert", "correction", "digest"])
def test_opening_the_links_of_a_warning_changes_nothing(app, make, scanner, kind, style):
    cadence = "daily" if kind == "digest" else "at-once"
    member = make.account(areas=["london"], style=style, cadence=cadence)
    alert = make.plain_alert(area="london", level=3)
    deliveries.resolve(alert, make.now)
    if kind == "correction":
        Delivery.update(state="sent").execute()
        deliveries.owe_corrections(alert, make.now)
    now = Digest.get().due_at if kind == "digest" else make.now
    [row] = sending.next_batch(now, NAME, {})
    writer = LetterWriter(app, NAME)
    raw = writer.letter(row).raw.replace(b"=\r\n", b"").replace(b"=3D", b"=").decode()
    before = everything()
    found = opened(scanner, raw.partition("\r\n\r\n")[2])
    header = re.search(r"List-Unsubscribe: <(\S+)>", raw)[1]
    opened(scanner, header)
    assert everything() == before
    assert f"{SITE}/unsubscribe/{member.letter_token}" in found and header in found
    assert Account.get_by_id(member.id).cadence == cadence


@pytest.mark.parametrize("kind", letters.KINDS)
def test_opening_the_links_of_an_owed_letter_changes_nothing(make, secrets, scanner, kind):
    state = {"confirm-address": "applied", "project-invitation": "invited"}.get(kind, "admitted")
    role = "project-worker" if kind == "project-invitation" else "member"
    member = make.account(role)
    Account.update(state=state).where(Account.id == member.id).execute()
    contents = {"code": "C-7KQ2MX4D", "sessions": "6"}
    if kind in OWN:
        sealed = vault.seal(secrets.keys, "new@example.org", f"account_link.email.{member.ref}")
        token = links.make(secrets, make.now, member, kind, sealed if kind == "new-address" else None)
        contents["link"] = links.link_to(SITE, kind)(token)
    letters.owe(secrets, make.now, kind, account=member, contents=contents)
    sending.next_batch(make.now, NAME, {})
    words = wording.owed_words(letters.look_again(secrets, OwedLetter.get().id, NAME))
    before = everything()
    found = opened(scanner, words.body.replace(TOKEN_HERE, member.letter_token))
    assert everything() == before
    assert len(found) >= 1
    if kind in OWN:
        # The link is good, so it is no error page that changes nothing.
        assert contents["link"] in found and scanner.get(contents["link"].removeprefix(SITE)).status_code == 200


def test_a_press_on_the_button_does_change_something(make, scanner):
    member = make.account(areas=["london"])
    before = everything()
    scanner.post(letter_text.unsubscribe_link("", member.letter_token))
    assert everything() != before
