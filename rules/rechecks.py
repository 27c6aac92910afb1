"""The yearly re-check: therapists are asked by letter whether their entry is still right, and answer by its link."""

from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from models.account import Account
from models.database import writing
from models.letter import OwedLetter
from models.therapist import Therapist, TherapistCheck
from rules import audit, clocks, letters, therapist_checks, therapists, vault, vetting
from rules.keyed import Secrets, token_key
from rules.links import GOOD_FOR, LinkGone, LinkTo
from rules.therapist_checks import CAME_BACK, AnsweredAlready
from rules.therapists import KEPT_MONTHS
from rules.vault import keyed_hash

# The letter's kind and its link's purpose.
LETTER = "therapist-again"
ASKED_AFTER_MONTHS = 11
ASKED_AGAIN_BEFORE = timedelta(weeks=2)


@dataclass(frozen=True)
class Changes:
    """All that a therapist may change alone: what is wrong here costs a phone call, and harms nobody."""

    has_space: bool
    wait_weeks: int | None
    price: str
    sliding: bool
    free_places: bool
    takes_packages: bool


def owe_letters(secrets: Secrets, now: datetime, link_to: LinkTo) -> int:
    """Owe the letter to each listed therapist whose day has come: 11 months after they last said that all is right,
    and again two weeks before twelve. Returns how many; a paused one is owed nothing, nobody more than two.
    """
    # Months are not of one length, so the days are counted below.
    soonest = clocks.months_after(now.date(), -ASKED_AFTER_MONTHS) + timedelta(days=3)
    owed = 0
    with writing():
        for therapist in Therapist.select().where((Therapist.state == "listed") & (Therapist.confirmed_on <= soonest)):
            if not is_due(therapist, now.date()):
                continue
            token = _token(secrets, therapist)
            letters.owe(secrets, now, LETTER, therapist=therapist, contents={"link": link_to(token)})
            link = {"link_key": token_key(secrets, LETTER, token), "link_until": now + GOOD_FOR[LETTER]}
            Therapist.update(asked_on=now.date(), **link).where(Therapist.id == therapist.id).execute()
            owed += 1
    return owed


def is_due(therapist: Therapist, today: date) -> bool:
    """Whether one of the two days has come and no letter was owed since."""
    first = clocks.months_after(therapist.confirmed_on, ASKED_AFTER_MONTHS)
    second = clocks.months_after(therapist.confirmed_on, KEPT_MONTHS) - ASKED_AGAIN_BEFORE
    come = [day for day in (first, second) if day <= today]
    return bool(come) and (therapist.asked_on is None or therapist.asked_on < come[-1])


def note_letters_back(now: datetime) -> int:
    """Note once at each therapist whose letter a mail server refused, so that staff see it; returns how many.

    Call it before `letters.clear_old`, which deletes letters that ended.
    """
    noted = 0
    with writing():
        refused = (OwedLetter.kind == LETTER) & (OwedLetter.state == "bounced") & OwedLetter.therapist.is_null(False)
        for letter in OwedLetter.select().where(refused):
            known = (TherapistCheck.therapist == letter.therapist_id) & (TherapistCheck.check_name == CAME_BACK)
            if not TherapistCheck.select().where(known & (TherapistCheck.checked_on >= letter.owed_at.date())).exists():
                therapist_checks.note_letter_back(now, letter.therapist)
                noted += 1
    return noted


def look(secrets: Secrets, now: datetime, token: str) -> Therapist:
    """The therapist to whom this link was sent. Raises LinkGone, also once they are off the list."""
    therapist = Therapist.get_or_none(Therapist.link_key == token_key(secrets, LETTER, token))
    if therapist is None or now > therapist.link_until:
        raise LinkGone
    return therapist


def may_resume(therapist: Therapist) -> bool:
    """Whether it was the therapist who paused, and may undo it."""
    return therapist.state == "paused" and therapist.state_why == vetting.OWN_WISH


def answer(secrets: Secrets, now: datetime, therapist: Therapist, changes: Changes, news: str = "") -> None:
    """They say that all is right from today on, with what they changed; `news` is for staff, sealed.

    Somebody paused is not shown by it. Raises AnsweredAlready when they are off the list, NotOpened.
    """
    with writing():
        fresh = Therapist.get_by_id(therapist.id)
        if fresh.state not in ("listed", "paused"):
            raise AnsweredAlready
        words = replace(therapists.words_of(secrets, fresh), **asdict(changes))
        vetting.put_words(secrets, fresh, words, confirmed_on=now.date(), news=_with_news(secrets, fresh, news))
        audit.record(now, "therapist-confirmed", None, fresh)


def confirm_for(now: datetime, by: Account, therapist: Therapist) -> None:
    """A colleague was told, by phone or in person, that all is right from today on.

    Raises AnsweredAlready when they are not listed any more.
    """
    with writing():
        is_listed = (Therapist.id == therapist.id) & (Therapist.state == "listed")
        if Therapist.update(confirmed_on=now.date()).where(is_listed).execute() == 0:
            raise AnsweredAlready
        audit.record(now, "therapist-confirmed", by, therapist)


def news_of(secrets: Secrets, therapist: Therapist) -> str:
    """What a therapist wrote that staff have not dealt with; empty when nothing. Raises NotOpened."""
    return vault.unseal(secrets.keys, therapist.news, _place(therapist)) if therapist.news else ""


def note_news_read(now: datetime, by: Account, therapist: Therapist, seen: str) -> None:
    """A colleague has dealt with the news as they stood on the page (`seen`, sealed): they are deleted.

    Raises AnsweredAlready when the therapist wrote more meanwhile.
    """
    with writing():
        as_seen = (Therapist.id == therapist.id) & (Therapist.news == seen)
        if Therapist.update(news=None).where(as_seen).execute() == 0:
            raise AnsweredAlready
        audit.record(now, "therapist-news-read", by, therapist)


def _with_news(secrets: Secrets, therapist: Therapist, news: str) -> str | None:
    """Their unread news with the new ones under them, sealed; the same words twice are one."""
    before = news_of(secrets, therapist)
    if not news or news in before:
        return therapist.news
    return vault.seal(secrets.keys, f"{before}\n\n{news}".strip(), _place(therapist))


def _token(secrets: Secrets, therapist: Therapist) -> str:
    """The same in both letters of a year, so that the first one's link goes on working; 128 bits."""
    parts = (therapist.ref, therapist.confirmed_on.isoformat())
    return urlsafe_b64encode(keyed_hash(secrets.keys.index, "therapist again", *parts, size=16)).rstrip(b"=").decode()


def _place(therapist: Therapist) -> str:
    return f"therapist.news.{therapist.ref}"
