"""What a returned letter says: reports, complaints and plain words are told apart, and rubbish says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.bounce_words import MOST_BYTES, Returned, kind_of, read

BACK = "b-one@neutral.example"
REPORT = """\
From: MAILER-DAEMON@mail.example (Mail Delivery System)
To: {to}
Auto-Submitted: auto-replied
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; one@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--x
Content-Type: {content}

Return-Path: <{path}>
From: Updates <updates@neutral.example>
Message-ID: <0123@neutral.example>

--x--
"""
COMPLAINT = """\
From: feedback@mail.example
To: complaints@neutral.example
Subject: FW: Your update
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="x"

--x
Content-Type: text/plain

This is an email abuse report.

--x
Content-Type: message/feedback-report

Feedback-Type: {type}
User-Agent: Some/1.0
Version: 1
Original-Mail-From: <{path}>

--x
Content-Type: message/rfc822

Return-Path: <{path}>
From: updates@neutral.example
Subject: Your update

A line.

--x--
"""


def report(status: str, said: str = "550 no", action: str = "failed", **more: str) -> bytes:
    known = {"to": BACK, "path": BACK, "content": "text/rfc822-headers"} | more
    return REPORT.format(status=status, said=said, action=action, **known).replace("\n", "\r\n").encode()


def plain(said: str, sender: str = "Mail Delivery System <mailer-daemon@mail.example>", **heads: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in heads.items())
    return f"From: {sender}\nTo: {BACK}\n{more}\n{said}\n".encode()


STATUSES = {
    "no such address": ("5.1.1", "550 5.1.1 unknown", "hard"),
    "no such domain": ("5.1.2", "bad destination", "hard"),
    "a domain that takes no mail": ("5.1.10", "556 5.1.10 null MX", "hard"),
    "a mailbox that is shut": ("5.2.1", "550 disabled", "hard"),
    "no route": ("5.4.4", "Host or domain name not found", "hard"),
    "vague, with a code": ("5.0.0", "550 mailbox unavailable", "hard"),
    "vague, with words": ("5.5.0", "554 5.5.0 no such user here", "hard"),
    "policy, but of an address": ("5.7.1", "550 5.7.1 recipient unknown", "hard"),
    "full": ("5.2.2", "552 5.2.2 over quota", "full"),
    "full for now": ("4.2.2", "452 4.2.2 mailbox full", "full"),
    "full in words": ("5.0.0", "554 The mailbox is full", "full"),
    "full in words of another server": ("5.7.0", "550 the recipient has exceeded the storage quota", "full"),
    "full by code alone": ("5.0.0", "552 no", "full"),
    "for now": ("4.4.1", "connection timed out", "soft"),
    "for now, whatever it says": ("4.1.1", "450 4.1.1 unknown", "soft"),
    "taken for spam": ("5.7.1", "550 5.7.1 message blocked by policy", "soft"),
    "our own address is wrong": ("5.1.8", "501 5.1.8 bad sender", "soft"),
    "too long": ("5.2.3", "552 5.2.3 message too large", "soft"),
    "a loop": ("5.4.6", "554 5.4.6 too many hops", "soft"),
}


@pytest.mark.parametrize(("status", "said", "kind"), STATUSES.values(), ids=STATUSES)
def test_a_delivery_report_says_what_is_wrong(status, said, kind):
    assert read(report(status, said)) == Returned(kind, (BACK,))


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_a_report_of_no_failure_says_nothing(action):
    assert read(report("4.4.1", action=action)).kind is None


def test_the_address_is_found_in_the_returned_heads_too():
    for content in ("text/rfc822-headers", "message/rfc822"):
        found = read(report("5.1.1", to="postmaster@neutral.example", content=content))
        assert found.addresses == ("postmaster@neutral.example", BACK)


@pytest.mark.parametrize("name", ["Delivered-To", "X-Original-To", "Envelope-To"])
def test_the_address_is_found_where_servers_write_it(name):
    raw = f"{name}: {BACK}\r\n".encode() + report("5.1.1", to="bounces@neutral.example", path="")
    assert BACK in read(raw).addresses


@pytest.mark.parametrize("kind", ["abuse", "Fraud", "opt-out"])
def test_a_complaint_is_told_with_the_address_of_the_letter(kind):
    assert read(COMPLAINT.format(type=kind, path=BACK).encode()) == Returned(
        "complaint", ("complaints@neutral.example", BACK)
    )


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "virus", ""])
def test_other_feedback_is_no_complaint(kind):
    assert read(COMPLAINT.format(type=kind, path=BACK).encode()) == Returned(None)


QMAIL = "Hi. This is the qmail-send program.\nI'm afraid I wasn't able to deliver your message.\n<one@example.org>:\n"
EXIM = "A message that you sent could not be delivered.\nThis is a permanent error.\n  one@example.org\n"
PLAIN = {
    "qmail": (plain(QMAIL + "Sorry, no mailbox here by that name. (#5.1.1)", Subject="failure notice"), "hard"),
    "exim": (plain(EXIM + "    SMTP error: 550 Unknown user", X_Failed_Recipients="one@example.org"), "hard"),
    "exim, full": (plain(EXIM + "    552 Quota exceeded", X_Failed_Recipients="one@example.org"), "full"),
    "exim, list alone": (plain("It failed: 450 later", "x@y.example", X_Failed_Recipients="one@example.org"), "soft"),
    "other": (plain("Delivery to one@example.org failed.\n550 5.1.1 The account does not exist."), "hard"),
    "no reason": (plain("Your message could not be delivered.", Subject="Returned mail"), "soft"),
    "half a report": (report("5.1.1")[:300], "soft"),
    "a number like a status": (plain("Delivery failed. Host 5.1.1.9 said: 451 try later"), "soft"),
    "our words below": (
        plain("Delivery failed: 451 busy.\n--- Below this line is a copy of the message.\n550 user unknown"),
        "soft",
    ),
    "a delay": (
        plain("It has not been delivered yet. We will keep trying.", Subject="Warning: delayed 24 hours"),
        None,
    ),
    "another delay": (plain("Your message is delayed. No action is needed."), None),
}


@pytest.mark.parametrize(("raw", "kind"), PLAIN.values(), ids=PLAIN)
def test_plain_words_of_servers_are_understood(raw, kind):
    assert read(raw).kind == kind


NOTHING = {
    "out of office": plain("I am away until Monday.", "one@example.org", Subject="Out of office: Your update"),
    "automatic": plain("Thank you.", "one@example.org", Auto_Submitted="auto-replied"),
    "away, from a server": plain("The mailbox is not read this week.", Subject="Automatic reply"),
    "an answer": plain("The delivery failed, it says: user unknown", "one@example.org", Subject="Re: Your update"),
    "our own letter": plain("There is news.", "Updates <updates@neutral.example>", Auto_Submitted="auto-generated"),
    "empty": b"",
    "too long": report("5.1.1") + b" " * MOST_BYTES,
}


@pytest.mark.parametrize("raw", NOTHING.values(), ids=NOTHING)
def test_everything_else_says_nothing(raw):
    assert read(raw) == Returned(None)


def test_of_many_addresses_few_are_looked_at():
    crowd = ", ".join(f"a{number}@example.org" for number in range(5000))
    assert len(read(report("5.1.1", to=crowd)).addresses) == 50
    assert read(report("5.1.1", to="a" * 500 + "@example.org", path="")).addresses == ()


def test_very_deep_messages_are_rubbish():
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000))
    assert read(deep).kind is None


@given(st.binary(max_size=2000))
def test_rubbish_never_raises(raw):
    assert isinstance(read(raw), Returned)
    assert read(b"From: mailer-daemon@x\nX-Failed-Recipients: y\n" + raw).kind in (None, "soft", "hard", "full")


@given(st.data())
def test_a_spoilt_report_never_raises(data):
    raw = data.draw(st.sampled_from([report("5.1.1"), COMPLAINT.format(type="abuse", path=BACK).encode()]))
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    spoilt = raw[:start] + data.draw(st.binary(max_size=200)) + raw[end:]
    assert read(spoilt).kind in (None, "soft", "hard", "full", "complaint")


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_status_and_words_are_one_of_three_kinds(status, said):
    assert kind_of(status, said) in ("full", "soft", "hard")
