"""Made-up rows in bulk."""

from models.account import Account, AccountArea
from models.alert import Alert, AlertHarm
from models.report import Report
from models.sighting import Sighting
from rules import accounts, alert_content, bulk


def test_bulk_members_can_be_written_to(secrets, make):
    assert list(bulk.members(secrets, make.now, 501)) == [500, 501]
    assert list(bulk.members(secrets, make.now, 2)) == [2]
    last = Account.select().order_by(Account.id.desc()).get()
    assert accounts.address_of(secrets, last) == f"bulk{last.id}@example.org"
    assert accounts.find(secrets, f"BULK{last.id}@example.org") == last
    assert Account.admitted().count() == 503
    assert AccountArea.select(AccountArea.account).distinct().count() == 503


def test_bulk_alerts_are_published_with_words_and_harms_and_owed_to_nobody(secrets, make):
    make.account("member")
    assert list(bulk.published_alerts(make.now, 3)) == [3]
    found = list(Alert.published())
    assert len(found) == 3
    assert all(alert_content.published_words(alert)["title"] and alert.harm_codes for alert in found)
    assert found[0].deliveries.count() == 0
    assert AlertHarm.select().count() == 3


def test_bulk_identifiers_stand_behind_one_screened_report(make):
    list(bulk.identifiers(make.now, 700))
    list(bulk.identifiers(make.now, 10))
    assert Sighting.select().count() == 710
    assert [report.state for report in Report.select()] == ["screened"]


def test_the_same_numbers_give_the_same_choices(secrets, make):
    list(bulk.published_alerts(make.now, 5))
    first = [(alert.level, alert.area, alert.words) for alert in Alert.select().order_by(Alert.id)]
    AlertHarm.delete().execute()
    Alert.delete().execute()
    list(bulk.published_alerts(make.now, 5))
    assert [(alert.level, alert.area, alert.words) for alert in Alert.select().order_by(Alert.id)] == first
