"""Sample reports about professionals: real rows that say nothing of anybody real."""

from models.professional import ComplaintStep, ConflictLock, ProfessionalDetail
from models.report import Report
from rules import complaint_letters, lesson_list, sample_professionals, samples
from rules.report_words import open_words


def test_they_are_sent_whole_and_wait_to_be_read(make):
    team = make.team()
    assert sample_professionals.tell(make.secrets, make.now) == 3
    reports = list(Report.select())
    assert {(one.kind, one.state) for one in reports} == {("professional", "new")}
    assert {row.nation for row in ProfessionalDetail.select()} == {"northern-ireland", "scotland", "england"}
    assert all(open_words(one, team).details["who"]["organisation"] for one in reports)
    assert ConflictLock.select().count() == 0


def test_one_of_the_sample_reports_has_a_step_that_is_due_and_a_letter(secrets, make):
    team = samples.make_accounts(secrets, make.now)
    told = sample_professionals.tell(secrets, make.now)
    assert sample_professionals.complain(make.now, team) == 1
    assert Report.select().where(Report.state == "new").count() == told - 1
    assert ComplaintStep.select().where(ComplaintStep.due_on > make.now.date()).exists()
    letter = complaint_letters.look_for_casework(Report.get(Report.state == "reading"), team.author, team.private)
    assert "I want to complain" in letter.words.text


def test_three_lessons_are_read_by_members_and_one_waits(make, secrets):
    team = samples.make_accounts(secrets, make.now)
    assert sample_professionals.teach(secrets, make.now, team) == 4
    found = lesson_list.browse(None, None, None, 10)
    assert (found.count, next(iter(found.professions))) == (3, "police")
    assert lesson_list.waiting(team.approver) == 1
