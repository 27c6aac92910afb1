"""The bytes of letters."""

import email
from datetime import datetime
from email import policy

import pytest

from rules import letter_text
from rules.letter_text import TOKEN_HERE, NotAnAddress, Words

SITE = "https://example.org"
TOKEN = "abcdefghijklmnopqrstuv"
BODIES = [
    "Hello.\n\nPlain words.",
    "Ünïcödé – “quotes”, £50, 中文, 🙂",
    "A very long line " * 60,
    ".\n..\n.leading dots\nFrom here\n= equals =3D\ntrailing space \n\ttab",
    "ผู้หญิง\n" * 20,
]


def filled(body: str, site: str = SITE, subject: str = "Your update", to: bytes = b"one@example.org") -> bytes:
    words = Words("Updates", subject, f"{body}\n\n{letter_text.unsubscribe_link(site)}\n")
    frame = letter_text.frame(words, "updates@neutral.example", site)
    return letter_text.fill(frame, to, "f00d", letter_text.date_line(datetime(2026, 11, 20, 9, 30)), TOKEN)


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize(
    "site", [SITE, "https://a-very-long-name-of-a-site-that-nobody-would-choose.example.org/below"]
)
def test_any_words_arrive_as_written(body, site):
    raw = filled(body, site)
    message = email.message_from_bytes(raw, policy=policy.default)
    wanted = f"{body}\n\n{site}/unsubscribe/{TOKEN}".strip() + "\n"
    assert message.get_content().replace("\r\n", "\n") == wanted
    assert message.defects == []
    assert raw.isascii()
    lines = raw.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines[12:])) <= 76 + 1
    assert TOKEN_HERE.encode() not in raw


def test_the_headers_are_complete_and_single():
    message = email.message_from_bytes(filled("x"), policy=policy.default)
    assert dict(message.items()) == {
        "From": "Updates <updates@neutral.example>",
        "Subject": "Your update",
        "To": "one@example.org",
        "Message-ID": "<f00d@neutral.example>",
        "Date": "Fri, 20 Nov 2026 09:30:00 +0000",
        "List-Unsubscribe": f"<{SITE}/unsubscribe/{TOKEN}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }


def test_a_subject_in_any_script_arrives_as_written():
    message = email.message_from_bytes(filled("x", subject="Ваше сообщение"), policy=policy.default)
    assert message["Subject"] == "Ваше сообщение"


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b\r\nBcc: c@d.org", "a b@example.org", "a@b@c d", "<a@example.org>", "ü@example.org", "a@\x00"],
)
def test_no_letter_is_written_to_what_is_no_address(address):
    with pytest.raises(NotAnAddress):
        letter_text.envelope(address)


def test_a_domain_in_another_script_is_written_as_mail_servers_take_it():
    assert letter_text.envelope("one@bücher.example") == b"one@xn--bcher-kva.example"
    assert letter_text.envelope("o'neil+x@example.org") == b"o'neil+x@example.org"


def test_a_message_id_is_the_same_each_time_and_differs_by_alert_and_member(secrets):
    ids = {letter_text.message_id_of(secrets, "alert", alert, member) for alert in range(20) for member in range(20)}
    ids.add(letter_text.message_id_of(secrets, "owed", 1))
    assert len(ids) == 401
    assert letter_text.message_id_of(secrets, "alert", 1, 2) in ids
    assert all(len(one) == 32 for one in ids)


def test_an_alert_that_holds_our_own_mark_is_still_one_letter():
    words = letter_text.Words(
        "Updates", "Your update", f"He wrote {letter_text.TOKEN_HERE}.\n\nStop: x/{letter_text.TOKEN_HERE}\n"
    )
    letter = letter_text.fill(
        letter_text.frame(words, "a@b.example", "https://x"), b"m@b.example", "id", b"now", "T" * 22
    )
    assert letter.count(b"T" * 22) == 2


ROWS = [("L", 1), ("D", 7), ("T", 0), ("O", 10_000_000), ("L", 2**40)]


@pytest.mark.parametrize("row", ROWS)
def test_the_address_a_letter_comes_back_to_leads_to_its_row_alone(secrets, row):
    address = letter_text.return_path(secrets, "updates@neutral.example", row).decode()
    local, _, domain = address.partition("@")
    assert domain == "neutral.example" and local.startswith("updates+") and len(local) <= 64
    assert local.removeprefix("updates+").isalnum() and local == local.lower()
    for back in (address, address.upper(), local):
        assert letter_text.row_of_return_path(secrets, back) == row


def test_nobody_makes_up_the_address_of_a_letter(secrets):
    address = letter_text.return_path(secrets, "updates@neutral.example", ("L", 41)).decode()
    mark = address.partition("@")[0].partition("+")[2]
    changed = [mark[:place] + ("0" if mark[place] != "0" else "1") + mark[place + 1 :] for place in range(len(mark))]
    others = ["updates@neutral.example", "", "@", "+@x", "updates+@x", "updates+ilou@x", f"x+0{mark}9"]
    others.append("a+" + "9" * 5000)
    for wrong in [*(f"updates+{one}@neutral.example" for one in changed), *others, f"updates+{mark[1:]}@x"]:
        assert letter_text.row_of_return_path(secrets, wrong) is None


def test_no_two_rows_have_one_way_back(secrets):
    paths = {letter_text.return_path(secrets, "a@b.example", (kind, number)) for kind in "LDTO" for number in range(99)}
    assert len(paths) == 4 * 99
