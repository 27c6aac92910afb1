"""Funded therapy for tests: a request, one that somebody reads, granted, and with a therapist."""

from models.account import Account
from models.package import Package
from models.therapist import Therapist
from rules import desk, package_matching, packages, reports
from rules.answers import Answers
from tests.factories import Maker
from tests.rules import vetted

STORY = "I would like to sleep again."


def asked(make: Maker, **answers) -> Package:
    """A request that nobody has read; `code` of the row is its receipt code."""
    make.team()
    answers.setdefault("story", STORY)
    sent = reports.send(make.secrets, make.now, Answers(kind="package", **answers), make.form_id())
    package = Package.get(Package.report == sent.report)
    package.code = sent.code
    return package


def read(make: Maker, me: Account, **answers) -> Package:
    """A request that `me` reads."""
    package = asked(make, **answers)
    desk.take(make.now, package.report, me)
    return package


def granted(make: Maker, me: Account, sessions: int = 6, pence: int = 5000, **answers) -> Package:
    """A request with sessions granted."""
    package = read(make, me, **answers)
    packages.grant(make.now, package, me, sessions, pence)
    return fresh(package)


def therapist(make: Maker, **changes) -> Therapist:
    """Somebody in the directory who takes packages."""
    return vetted.listed(make, **{"takes_packages": True, **changes})


def matched(make: Maker, me: Account, with_whom: Therapist | None = None, **more) -> Package:
    """A package that runs with a therapist."""
    package = granted(make, me, **more)
    ref = (with_whom or therapist(make)).ref
    package_matching.match(make.secrets, make.now, package, me, ref)
    return fresh(package)


def fresh(package: Package) -> Package:
    """The package as stored, with the code it was made with."""
    found = Package.get_by_id(package.id)
    found.code = getattr(package, "code", "")
    return found
