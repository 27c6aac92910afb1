"""Sample therapists and local services: invented, and made by the real rules."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from models.account import Account
from models.therapist import CHECKS, Therapist
from rules import rechecks, services, therapist_checks, therapists, vetting
from rules.keyed import Secrets
from rules.rechecks import Changes
from rules.samples import area_code, fresh_form, rows_of
from rules.services import Told
from rules.therapists import Words

NEWS = "From January I see people in Hove, no longer in Brighton."


def bring_therapists(secrets: Secrets, now: datetime, by: Account) -> int:
    """Therapists who applied, all but those that wait checked and listed by this account; returns how many."""
    rows = rows_of("therapists.json")
    for number, row in enumerate(rows):
        is_waiting = row.pop("is_waiting", False)
        until = now.date().replace(day=1, year=now.year + 1)
        words = Words(**_plain(row), area=area_code(row["town"]), insured_until=until)
        form = fresh_form(secrets, now)
        therapist = therapists.apply(secrets, now, words, f"therapist{number + 1}@example.org", form)
        if not is_waiting:
            for name in CHECKS:
                therapist_checks.check(secrets, now, by, therapist, name, "Sample data.")
            vetting.put_on_list(secrets, now, by, therapist)
    return len(rows)


def bring_services(now: datetime, by: Account) -> int:
    """Local services, checked today by this account; returns how many."""
    rows = rows_of("services.json")
    for row in rows:
        services.add(now, by, Told(**(_plain(row) | {"area": area_code(row["area"])})))
    return len(rows)


def spread(secrets: Secrets, now: datetime, by: Account) -> int:
    """Of the sample therapists: one half checked, one whose insurance ends, one who wrote, one hidden, one paused.

    So each part of the staff's list has somebody in it. Those of another name are left as they are; returns how many
    there are of these.
    """
    found = {therapists.words_of(secrets, one).name: one for one in Therapist.select().order_by(Therapist.id)}
    acts = {
        "Nia Waiting": lambda one: therapist_checks.check(secrets, now, by, one, "documents", "Sample data."),
        "Morag Invented-Person": lambda one: _insure_for(secrets, now, by, one, timedelta(days=20)),
        "Jo Sampleford": lambda one: rechecks.answer(secrets, now, one, _same(secrets, one), NEWS),
        "Iain Notreal": lambda one: rechecks.answer(secrets, now - timedelta(days=400), one, _same(secrets, one)),
        "Bea Fictional": lambda one: vetting.pause(now, by, one),
    }
    met = [name for name in acts if name in found]
    for name in met:
        acts[name](found[name])
    return len(met)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _insure_for(secrets: Secrets, now: datetime, by: Account, therapist: Therapist, time: timedelta) -> None:
    words = replace(therapists.words_of(secrets, therapist), insured_until=now.date() + time)
    vetting.correct(secrets, now, by, therapist, words)


def _same(secrets: Secrets, therapist: Therapist) -> Changes:
    """What they said before."""
    words = therapists.words_of(secrets, therapist)
    return Changes(**{one.name: getattr(words, one.name) for one in fields(Changes)})
