"""The sample therapists and services: enough to try every filter, and plainly invented."""

import json
import re

from models.help_page import Service
from models.therapist import Therapist
from rules import directory, sample_directory, samples, services, therapist_desk, therapist_list, therapists

DRAMA = re.compile(
    r"0(141|131|161|113|121)496\d{4}|02079460\d{3}|0289649\d{4}|02920180\d{3}|01914980\d{3}|01632960\d{3}"
)


def test_the_sample_directory_has_what_a_visitor_looks_for(make):
    by = make.account("caseworker")
    assert sample_directory.bring_therapists(make.secrets, make.now, by) == 15
    assert sample_directory.bring_services(make.now, by) == 8
    assert therapists.listed(make.now.date()).count() == 14
    assert Therapist.select().where(Therapist.state == "applied").count() == 1
    asked = (("place", "Glasgow"), ("how", "video"), ("has", "race-aware"), ("has", "space"))
    found, rows = therapist_list.find(make.now.date(), directory.parse(therapist_list.GROUPS, asked))
    assert found.count == 3 and "Rowan Thistledown" in [words.name for _, words in rows]
    everything = therapist_list.find(make.now.date(), directory.Query())[0]
    lonely = {group for group, _ in everything.counts} - {pick[0] for pick, count in everything.counts.items() if count}
    assert lonely == set()
    assert services.find(make.now.date(), directory.Query())[0].count == Service.select().count() == 8


def test_nobody_in_it_can_be_rung_or_written_to():
    for name in ("therapists.json", "services.json"):
        for row in json.loads((samples.SAMPLES / name).read_text(encoding="utf-8")):
            number = row.get("public_phone") or row.get("phone") or ""
            assert not number or DRAMA.fullmatch(number.replace(" ", "")), number
            for address in (row.get("public_email"), row.get("email"), row.get("site")):
                assert not address or re.search(r"\bexample\.org/?$", address), address


def test_each_kind_of_work_has_somebody(make, secrets):
    me, today = make.account("caseworker"), make.now.date()
    sample_directory.bring_therapists(secrets, make.now, me)
    assert sample_directory.spread(secrets, make.now, me) == 5
    rows = therapist_desk.part(secrets, today, "to-do", 50)
    assert {task for row in rows for task in row.tasks} == {"applied", "insurance", "news", "unconfirmed"}
    assert next(row for row in rows if "applied" in row.tasks).done == ("documents",)
    counts = therapist_desk.counts(today)
    assert (counts["hidden"], counts["paused"]) == (1, 1) and counts["listed"] > 10


def test_without_them_nothing_is_done(make, secrets):
    assert sample_directory.spread(secrets, make.now, make.account("caseworker")) == 0
