"""How many an alert would go to."""

from rules import audience_count, own_phone
from rules.audience_count import Headcount


def test_members_are_counted_by_area_and_by_how(make):
    for number in range(6):
        make.account(areas=["kent"], cadence=("at-once", "daily", "weekly")[number % 3])
    both = make.account(areas=["kent", "england"])
    own_phone.want_texts(make.secrets, both, "07700 900461", 2)
    make.account(areas=["wales"])
    make.account()
    alert = make.plain_alert(area="kent", level=2)
    counted = audience_count.of(alert, make.now)
    assert counted == Headcount(7, {"at-once": 3, "daily": 2, "weekly": 2}, 1, {"kent": 7, "england": 1}, 0)
    whole = audience_count.of(make.plain_alert(area="uk", level=1), make.now)
    assert (whole.members, whole.with_text, whole.elsewhere) == (9, 0, 1)
    assert whole.areas == {"kent": 7, "england": 1, "wales": 1}


def test_nobody_is_nobody(make):
    assert audience_count.of(make.plain_alert(area="kent"), make.now) == Headcount(0, {}, 0, {}, 0)


def test_counting_takes_two_queries_however_many_there_are(make, queries):
    alert = make.plain_alert(area="uk")
    for number in range(20):
        make.account(areas=[("kent", "wales", "london")[number % 3]])
    queries.clear()
    audience_count.of(alert, make.now)
    assert len(queries) == 2
