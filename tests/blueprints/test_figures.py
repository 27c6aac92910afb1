"""What warnings and checks lead to, for staff."""

import pytest

from models.tally import Tally
from tests.browser_client import HTML


@pytest.fixture
def answered(make):
    """Ten answers after alerts in March, four after checks."""
    for subject, answer, count in (("alert", "yes", 3), ("alert", "no", 7), ("check", "yes", 4)):
        Tally.create(month=f"{make.now.year}-03", subject=subject, answer=answer, count=count)


@pytest.mark.parametrize("role", ["caseworker", "editor", "manager", "auditor"])
def test_staff_read_the_share_and_how_many_answered(answered, signed_in, role):
    page = signed_in(role).get("/staff/figures/effect/")
    rows = [["".join(cell.itertext()) for cell in row] for row in page.tree.iter(HTML + "tr")]
    assert rows[:3] == [["", "Answers", "Changed a plan"], ["All", "10", "30 %"], ["March", "10", "30 %"]]
    assert rows[3:5] == [["", "Answers", "Changed a plan"], ["All", "*", "*"]]
    assert "We count answers, not people." in page.words()


def test_the_same_is_saved_as_a_table(answered, make, signed_in):
    answer = signed_in("auditor").get("/staff/figures/effect.csv")
    lines = answer.text.lstrip("\ufeff").split("\r\n")
    year = make.now.year
    assert lines[0] == (
        'Month,After an alert: answers,"After an alert: changed a plan, per cent",After a check: answers,'
        '"After a check: changed a plan, per cent"'
    )
    assert lines[1] == f"{year}-01,0,,*,*"
    assert lines[3] == f"{year}-03,10,30,*,*" and lines[13] == "All,10,30,*,*"


@pytest.mark.parametrize("role", ["member", "project-worker", "drop-in", "independent"])
def test_nobody_else_reads_it(signed_in, role):
    for path in ("/staff/figures/effect/", "/staff/figures/effect.csv"):
        assert signed_in(role).get(path).status == 403


def test_the_desk_leads_there(signed_in):
    assert any(link.get("href") == "/staff/figures/effect/" for link in signed_in("manager").get("/staff/").tree.iter())
