"""How far an account reads."""

import pytest

from models.account import ROLES
from models.codes import areas_around, areas_in
from rules import accounts
from rules.reach import choosable, home, readable


@pytest.mark.parametrize("role", [role for role in ROLES if role != "project-worker"])
def test_everybody_but_a_project_worker_reads_and_chooses_everywhere(make, role):
    account = make.account(role, areas=["wales"])
    assert (home(account), readable(account), choosable(account)) == (["wales"], None, None)


def test_a_project_worker_reads_around_the_projects_areas_and_chooses_inside_them(make):
    project = make.project(areas=["north-west", "wales"])
    worker = make.account("project-worker", areas=["kent"], project=project)
    assert home(worker) == ["north-west", "wales"]
    assert readable(worker) == areas_around("north-west") | areas_around("wales")
    assert {"uk", "england", "merseyside"} <= readable(worker)
    assert choosable(worker) == areas_in("north-west") | areas_in("wales")
    assert not {"uk", "england", "kent"} & choosable(worker)


def test_a_project_without_areas_leaves_alerts_for_everywhere_only(make):
    worker = make.account("project-worker", areas=["kent"], project=make.project(areas=[]))
    assert (readable(worker), choosable(worker)) == ({"uk"}, frozenset())


def test_without_a_project_a_worker_stays_within_the_areas_they_were_given(make):
    for areas, read, chosen in ((["merseyside"], areas_around("merseyside"), {"merseyside"}), ([], {"uk"}, set())):
        worker = make.account("project-worker", areas=areas)
        accounts.change(worker, project=None)
        assert (readable(worker), choosable(worker)) == (read, chosen)


def test_a_worker_of_another_project_reads_other_areas(make):
    one, two = (make.account("project-worker", project=make.project(areas=[area])) for area in ("kent", "wales"))
    assert readable(one) & readable(two) == {"uk"}
