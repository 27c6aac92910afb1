"""The sample requests for funded therapy: each as far as it has come, and nobody real in them."""

from models.package import Package
from rules import packages, sample_directory, sample_packages, samples
from rules.phones import typed


def test_the_three_requests_stand_at_three_places(make, secrets):
    team = samples.make_accounts(secrets, make.now)
    sample_directory.bring_therapists(secrets, make.now, team.author)
    assert sample_packages.bring(secrets, make.now, team) == 3
    rows = list(Package.select().order_by(Package.id))
    assert [(row.state, packages.left(row)) for row in rows] == [("matched", 5), ("granted", 6), ("asked", 0)]
    assert rows[0].therapist.state == "listed"


def test_numbers_are_of_those_kept_for_stories():
    text = (samples.SAMPLES / "packages.json").read_text(encoding="utf-8")
    assert [number.replace(" ", "")[:8] for number in typed(text)] == ["07700900"]
