"""Planted words go through a whole story; afterwards no file of ours tells any but the published ones."""

import logging

import pytest

from models.alert import Alert
from models.database import fetch
from models.letter import OwedLetter
from models.report import Report
from rules import check_sites, desk, followup, keying, letters, reports, translations
from rules.answers import Answers
from rules.complaint_words import Words
from rules.keyed import shown_code
from tests.browser_client import Browser
from tests.factories import answer_asked
from tests.hunt import files_below, hunt
from tests.rules.complaining import Told

# One for each field a person fills; nothing else in the project has these words.
STORY, PLACE, LOOKS, CONTACT = "Quokkastory", "Axolotlplace", "Numbatlooks", "tarsier.contact@example.net"
PHONE, EMAIL, NAMED, ODD = "07700900777", "wombat.person@example.org", "dugongname", "bilbythings"
ADDED, MEMBER_NAME, MEMBER_ADDRESS, TYPED = "Pangolinadded", "Okapiname", "caracal.member@example.org", "07700900888"
ABOUT = "Bandicootvenue"
DRAFT, PUBLISHED, TRANSLATED = "Marmosetdraft", "Kakapopublished", "Galagotranslated"
WRITTEN, ANSWERED = "Fossawritten", "Tapiranswered"
# In the long form: begun and not sent, and sent.
BEGUN, TOLD_NAME, EXACT, MAKER = "Gerenukbegun", "Dunnartname", "Kinkajouexact", "Markhormaker"
# In a complaint: to whom, the letter, the name under it, a colleague's note, where it went.
LETTER_TO, LETTER_TEXT, LETTER_NAME, NOTE, WENT_TO = (
    "Sugargliderto",
    "Potorootext",
    "Quollname",
    "Bettongnote",
    "Wallarooaddress",
)
# Of a professional: on one page, and step by step.
ACCUSED, EMPLOYER, BADGE, RACE = "Potooaccused", "Serowemployer", "Kowaribadge", "Saolarace"
ANSWER, CAME = "Bontebokanswer", "Zokorcame"
# Asked of the checker: on more lines than one, and by a partner website for a worker.
SECOND_LINE, UNREAD_LINE, PARTNERS, WORKER = "caimanuser@site.example", "Ibexline", "07700900889", "Jerboaworker"
SEALED = (
    SECOND_LINE,
    UNREAD_LINE,
    PARTNERS,
    PARTNERS[1:],
    WORKER,
    STORY,
    PLACE,
    LOOKS,
    CONTACT,
    PHONE,
    PHONE[1:],
    EMAIL,
    NAMED,
    ODD,
    ADDED,
    MEMBER_NAME,
    MEMBER_ADDRESS,
    TYPED,
    TYPED[1:],
    ABOUT,
    DRAFT,
    TRANSLATED,
    WRITTEN,
    ANSWERED,
    BEGUN,
    TOLD_NAME,
    EXACT,
    MAKER,
    LETTER_TO,
    LETTER_TEXT,
    LETTER_NAME,
    NOTE,
    WENT_TO,
    ACCUSED,
    EMPLOYER,
    BADGE,
    RACE,
    ANSWER,
    CAME,
)


@pytest.fixture
def told(app, make, secrets, caplog):
    """A story through every part of the site; returns the receipt code."""
    caplog.set_level(logging.DEBUG)
    make.team()
    member = make.account("member", address=MEMBER_ADDRESS)
    form = make.form_id()
    answers = Answers(
        harms=("theft",),
        story=f"{STORY} took it",
        place=PLACE,
        looks=LOOKS,
        contact_how="email",
        contact_value=CONTACT,
        identifiers=f"{PHONE}\n{EMAIL}\nsite.example: {NAMED}\n{ODD}",
        permissions=("alert", "checker", "contact"),
    )
    sent = reports.send(secrets, make.now, answers, form)
    reporter = Browser(app)
    reporter.submit("/follow-up/", {"code": shown_code(sent.code)})
    reporter.submit("/follow-up/report/", {"words": f"{ADDED} too"}, action="/follow-up/add/")
    reporter.submit("/follow-up/report/", {"message": f"{WRITTEN} too"}, action="/follow-up/message/")
    answering, page = Browser(app).sign_in(make.account("caseworker")), f"/staff/messages/{sent.report.ref}/"
    answering.submit(f"/staff/reports/{sent.report.ref}/", action=f"/staff/reports/{sent.report.ref}/read/")
    answering.submit(page, {"words": f"{ANSWERED} too"}, action=f"{page}reporter/")
    assert OwedLetter.get().report == sent.report
    for is_sent in (True, False):
        tell_long(app, is_sent)
        tell_of_professional(app, is_sent)
    complain(make)
    joining = Browser(app)
    asking = {"name": MEMBER_NAME, "role": "establishment", "about": ABOUT, "areas": "uk"}
    asking |= {"is_adult": "y", "agrees": "y"}
    joining.submit("/join/", {**asking, "email": f"new.{MEMBER_ADDRESS}"})
    answer_asked(secrets)
    # And once more, so that a row nobody has answered yet is hunted through too.
    joining.submit(
        "/join/",
        {**asking, "email": f"late.{MEMBER_ADDRESS}"},
    )
    joining.submit("/forgotten/", {"email": MEMBER_ADDRESS})
    make.draft(sent.report, words={"title": DRAFT, "what_happened": f"{DRAFT} and more", "person": "A man"})
    make.published(
        make.report(permissions=("alert",)),
        area="uk",
        words={"title": PUBLISHED, "what_happened": "x", "person": "A man"},
    )
    # A translation that waits, of a warning that is out.
    out, by = make.published(), make.account("editor")
    translations.save(secrets, make.now, out, "ro", by, {"title": TRANSLATED, "what_happened": "x", "person": "x"})
    checking = Browser(app).sign_in(member)
    checking.submit("/check/", {"value": f"{TYPED}\n{SECOND_LINE}\n{UNREAD_LINE}"}, action="/check/")
    ask_as_partner(app, make)
    Report.update(keyed_with="another").execute()
    keying.key_some(secrets, make.now, make.account("caseworker"), make.team())
    assert keying.left(secrets) == 0
    checking.get(f"/alerts/?q={PUBLISHED}")
    letters.owe(
        secrets,
        make.now,
        "confirm-address",
        account=member,
        address=f"letters.{MEMBER_ADDRESS}",
        contents={"link": f"http://x/{DRAFT}"},
    )
    return sent


def ask_as_partner(app, make) -> None:
    """A partner website's server asks for a worker."""
    _site, key = check_sites.make(make.secrets, make.now, make.account("manager"), "Lantern")
    with app.app_context():
        answer = app.test_client().post(
            "/check/api/", json={"value": PARTNERS, "person": WORKER}, headers={"Authorization": f"Bearer {key}"}
        )
    assert answer.status_code == 200


def complain(make) -> None:
    """A complaint about a professional with a step and a letter that was sent."""
    told = Told(make, make.account("caseworker"), "complaint", "complaint_named")
    told.step(note=f"{NOTE} too")
    told.save(Words(LETTER_TO, f"{LETTER_TEXT} too", LETTER_NAME), is_named=True)
    told.agree()
    told.send(to=WENT_TO)


def tell_long(app, is_sent: bool) -> None:
    """Words in three steps of the long form, sent or left lying."""
    browser, path = Browser(app), "/report/more/"
    browser.submit("/report/", {"story": f"{BEGUN} too", "act": "more"})
    steps = [("where", {}), ("you", {"exact_place": EXACT}), ("somebody", {"working_name": TOLD_NAME})]
    for go, changes in [*steps, ("send" if is_sent else "all", {"who": "friend", "name": MAKER})]:
        assert browser.submit(path, changes | {"go": go}).status == 303
    assert (browser.get(path).by_id("receipt-code") is not None) == is_sent


def tell_of_professional(app, is_sent: bool) -> None:
    """Words about a professional: on one page, and in the steps of the long form, sent or left lying."""
    who = {"profession": "police", "organisation": EMPLOYER, "name": ACCUSED, "badge": BADGE}
    sent = Browser(app).submit("/professionals/", who | {"wants": "apology"})
    assert sent.by_id("receipt-code") is not None
    browser, path = Browser(app), "/professionals/more/"
    assert browser.submit("/professionals/", who | {"act": "more"}).status == 303
    steps = [("happened", {}), ("before", {"how_came": CAME}), ("you", {"answer": ANSWER})]
    for go, changes in [*steps, ("send" if is_sent else "all", {"origin_words": RACE})]:
        assert browser.submit(path, changes | {"go": go}).status == 303
    assert (browser.get(path).by_id("receipt-code") is not None) == is_sent


def test_nothing_but_published_text_can_be_read_in_our_files(app, told, folder, caplog):
    found = hunt(files_below(folder), [*SEALED, told.code, shown_code(told.code)])
    assert found == []


def test_the_hunt_finds_what_is_there(app, told, folder):
    assert Alert.select().where(Alert.state == "published").count() == 2
    assert {line.split(":")[0] for line in hunt(files_below(folder), [PUBLISHED])} >= {"num.db"}


def test_no_log_line_tells_a_planted_word(app, told, caplog):
    told_lines = [record.getMessage() for record in caplog.records]
    assert [line for line in told_lines for word in SEALED if word.lower() in line.lower()] == []


def test_after_deletion_the_story_is_gone_even_for_who_holds_every_key(app, make, told, folder):
    report = told.report
    sealed = [row[0] for row in fetch("SELECT words FROM report WHERE id = ?", (report.id,))]
    followup.erase(make.now, report)
    content = (folder / "num.db").read_bytes()
    assert all(text.encode() not in content for text in sealed)


def test_a_withdrawn_alerts_words_leave_with_the_reporters_permission(app, make, folder):
    report = make.report(permissions=("alert",))
    said = {"title": "Zorillawithdrawn", "what_happened": "x", "person": "A man"}
    alert, by = make.published(report, area="uk", words=said), make.account("caseworker")
    desk.open_too(make.now, report, by, "cover")
    said |= {"title": "Linsangwithdrawn", "contact_used": ""}
    translations.save(make.secrets, make.now, alert, "ro", by, said, make.team())
    row = translations.ask(make.secrets, make.now, alert, "ro", by)
    seen = translations.hash_of(make.secrets, alert, row)
    translations.approve(make.secrets, make.now, alert, "ro", make.account("editor"), seen)
    followup.take_back(make.now, report, "alert")
    assert hunt(files_below(folder), ["Zorillawithdrawn", "Linsangwithdrawn"]) == []
