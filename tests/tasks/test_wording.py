"""The words of letters: each kind rendered, nothing that tells where a preview shows it."""

import email
import re
from email import policy

import pytest

from models.account import STYLES
from models.alert import AlertTranslation
from models.codes import AREAS, HARMS, LANGUAGES, SENDER_NAMES, SUBJECTS
from rules import letter_text, letters
from rules.letter_text import TOKEN_HERE
from rules.letters import Opened
from tasks import wording

SITE = "http://localhost"
TOKEN = "abcdefghijklmnopqrstuv"
PREVIEW = 200
TELLING = (
    "sex worker workers alert alerts ugly mugs num report reports reported client clients police warning warn danger "
    "dangerous risky nuisance harm member case desk escort rape police support safety charity crime victim"
).split()
LANGUAGES_OF_SITE = [language.code for language in LANGUAGES.values() if language.site]
WARNINGS = ("alert", "correction", "digest")
KINDS = [f"{what}/{style}" for what in WARNINGS for style in STYLES] + list(letters.KINDS)
NAMES = [(name, subject) for name in SENDER_NAMES for subject in SUBJECTS]


def words_of(make, kind: str, language: str = "en", names: tuple[str, str] = ("updates", "update")):
    """The rendered words of a letter of this kind."""
    what, _, style = kind.partition("/")
    if what == "digest":
        told = [(make.plain_alert(area="london", level=level), which) for level in (3, 1) for which in WARNINGS[:2]]
        return wording.digest_words(told, style, language, *names)
    if style:
        return wording.alert_words(make.plain_alert(area="london", level=3), style, language, *names, what)
    contents = (
        {}
        if kind in ("reports-wait", "address-changed", "already-member", "admitted", "message-waits", "sending-stopped")
        else {"link": f"{SITE}/x/{TOKEN}", "code": "C-7KQ2MX4D", "sessions": "6"}
    )
    return wording.owed_words(Opened(kind, "one@example.org", contents, language, TOKEN, *names))


def notice(language: str = "en"):
    """The rendered words of the letter to a reporter, who has no account."""
    return wording.owed_words(Opened("message-waits", "one@example.org", {}, language, None))


@pytest.mark.parametrize("language", LANGUAGES_OF_SITE)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_preview_or_a_list_of_messages_shows_tells_nothing(make, secrets, kind, language):
    telling = {*TELLING, *(harm.name for harm in HARMS.values()), *(area.name for area in AREAS.values())}
    seen = set()
    for number, names in enumerate(NAMES):
        words = words_of(make, kind, language, names)
        frame = letter_text.frame(words, "updates@example.org", SITE)
        letter_id = letter_text.message_id_of(secrets, "alert", number, 2)
        date = letter_text.date_line(make.now)
        message = email.message_from_bytes(
            letter_text.fill(frame, b"one@example.org", letter_id, date, TOKEN), policy=policy.default
        )
        ways_back = [letter_text.return_path(secrets, "updates@example.org", (of, number)).decode() for of in "LDTO"]
        lines = [value for name, value in message.items() if name != "To"]
        shown = "\n".join([*lines, *ways_back, message.get_content()[:PREVIEW]])
        assert [word for word in telling if re.search(rf"\b{re.escape(word)}\b", shown, re.IGNORECASE)] == []
        seen.add((message["From"], message["Subject"]))
    assert len(seen) == len(NAMES)
    assert ("Updates <updates@example.org>", "Your update") in seen


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_ends_with_its_way_out_and_has_no_gaps(make, kind):
    body = words_of(make, kind).body.strip()
    assert body.endswith(f"{SITE}/unsubscribe/{TOKEN_HERE}")
    assert body.count(TOKEN_HERE) == 1
    assert "\n\n\n" not in body
    assert "None" not in body
    assert "{" not in body


def test_a_nudge_says_only_that_there_is_something(make):
    body = words_of(make, "alert/nudge").body
    assert "/alerts/A-" in body
    assert "London" not in body
    assert "Threats" not in body


def test_a_short_letter_says_where_and_what_about(make):
    body = words_of(make, "alert/short").body
    assert "London" in body
    assert "Threats" in body
    assert "Dangerous" in body


def test_a_full_letter_holds_every_word_of_the_warning(make):
    alert = make.plain_alert(area="london", level=3)
    body = wording.alert_words(alert, "full", "en").body
    said = [text for text in wording.translations.words_for(alert, "en")[0].values() if text]
    assert said
    assert [text for text in said if text not in body] == []


@pytest.mark.parametrize("kind", ["confirm-address", "new-password", "new-address"])
def test_a_letter_with_a_link_shows_it_on_a_line_of_its_own(make, kind):
    assert f"\n{SITE}/x/{TOKEN}\n" in words_of(make, kind).body


def test_what_a_warning_says_is_written_as_it_stands(make):
    odd = "{{ 7 * 7 }} <b>&amp;</b>\n.\n"
    alert = make.plain_alert(area="london", words='{"what_happened": "{{ 7 * 7 }} <b>&amp;</b>\\n.\\n"}')
    assert odd in wording.alert_words(alert, "full", "en").body


def test_the_letter_that_lets_somebody_in_promises_nothing_but_that_they_can_sign_in(make):
    body = words_of(make, "admitted").body
    own = body[body.index("You can sign in now") : body.index("To stop these messages")]
    assert own.split() == ["You", "can", "sign", "in", "now:", f"{SITE}/sign-in/"]


@pytest.mark.parametrize("language", LANGUAGES_OF_SITE)
def test_the_notice_to_a_reporter_says_nowhere_what_this_is(secrets, make, language):
    date = letter_text.date_line(make.now)
    raw = letter_text.once(notice(language), "updates@example.org", b"one@example.org", "f00d", date)
    message = email.message_from_bytes(raw, policy=policy.default)
    text = "\n".join([str(message["From"]), str(message["Subject"]), message.get_content()])
    assert [word for word in TELLING if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)] == []
    assert message.defects == []


def test_the_notice_to_a_reporter_leads_back_by_code_and_says_how_to_stop_it(make):
    body = notice().body
    assert f"\n{SITE}/follow-up/\n" in body
    assert "Contact me" in body
    assert "unsubscribe" not in body
    assert TOKEN_HERE not in body
    assert "\n\n\n" not in body


def test_the_notice_to_a_worker_leads_to_sign_in_and_can_be_unsubscribed(make):
    body = words_of(make, "message-waits").body
    assert f"\n{SITE}/sign-in/\n" in body
    assert "code" not in body[body.index("A message waits") :]


def test_an_invitation_to_an_address_in_use_says_so_and_names_no_project(make):
    def body(kind: str) -> str:
        return wording.owed_words(Opened(kind, "one@example.org", {}, "en", TOKEN)).body

    assert body("project-invitation") == body("already-member")
    assert "invites" in words_of(make, "project-invitation").body


@pytest.mark.parametrize("language", LANGUAGES_OF_SITE)
def test_the_letter_to_a_therapist_says_the_code_how_many_sessions_and_how_to_be_paid(app, make, language):
    said = {"code": "C-7KQ2MX4D", "sessions": "6"}
    body = wording.owed_words(Opened("therapist-client", "one@example.org", said, language, None)).body
    assert "C-7KQ2MX4D" in body and " 6 " in body and app.config["OFFICE_PHONE"] in body
    assert "unsubscribe" not in body and "\n\n\n" not in body
    over = wording.owed_words(
        Opened("therapist-client", "one@example.org", {**said, "is_over": "y"}, language, None)
    ).body
    assert "C-7KQ2MX4D" in over and " 6 " not in over


def said(make, **columns) -> str:
    """The full letter that says how an alert stands now."""
    return wording.alert_words(
        make.plain_alert(area="london", level=3, **columns), "full", "en", kind="correction"
    ).body


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ({"standing": "resolved"}, "It is over."),
        ({"standing": "mistaken"}, "It was about the wrong person."),
        ({"standing": "corrected"}, "Something in it was wrong."),
        ({"standing": "live"}, "It still holds."),
        ({"state": "withdrawn", "words": None}, "We took it back."),
    ],
)
def test_a_correction_says_how_it_stands_and_repeats_none_of_the_words_but_the_heading(make, columns, wanted):
    body = said(make, **columns)
    assert wanted in body and "Dangerous, London" in body
    assert "Asks for the money back" not in body
    assert ("Man who makes threats" in body) is ("words" not in columns)


def translated(make, language: str = "ro"):
    """An alert with a translation that is out."""
    alert = make.plain_alert(area="london", level=3)
    words = '{"title": "Titlu", "what_happened": "Cere banii"}'
    AlertTranslation.create(alert=alert, language=language, state="draft", words=words)
    return alert


@pytest.mark.parametrize("kind", ["alert", "digest"])
def test_a_member_reads_the_translation_or_is_told_which_language_it_is_in(make, kind):
    def body(language: str, style: str = "full") -> str:
        alert = translated(make)
        if kind == "digest":
            return wording.digest_words([(alert, "alert")], style, language).body
        return wording.alert_words(alert, style, language).body

    assert "Titlu" in body("ro") and "Man who" not in body("ro") and "translated" not in body("ro")
    assert "Titlu" not in body("en") and "Man who" in body("en") and "translated" not in body("en")
    assert "Man who" in body("pl") and "It is in this language: English." in body("pl")
    assert "translated" not in body("pl", "short") + body("pl", "nudge")


def test_a_letter_that_gathers_says_of_each_what_its_style_says(make):
    def body(style: str) -> str:
        return words_of(make, f"digest/{style}").body

    assert "London" not in body("nudge") and "Man who" not in body("nudge")
    assert body("short").count("Where: London") == 2 and body("short").count("News of a warning we sent you") == 2
    assert "Man who" not in body("short") and "/alerts/A-" not in body("short")
    assert body("full").count("Asks for the money back") == 2 and body("full").count("/alerts/A-") == 4
    assert all("\n\n\n" not in body(style) for style in STYLES)


@pytest.mark.parametrize("language", LANGUAGES_OF_SITE)
def test_a_text_tells_nothing_has_no_link_and_costs_one(app, language):
    text = wording.text_words(language)
    assert [word for word in TELLING if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)] == []
    assert "/" not in text and "." in text and len(text) <= 70


def test_the_letter_that_sending_stopped_names_nothing(make):
    body = words_of(make, "sending-stopped").body
    own = body[body.index("Something needs") : body.index("To stop these messages")]
    assert own.split() == ["Something", "needs", "you", "at", "your", "desk:", f"{SITE}/staff/"]
