"""The command line."""

import json

import pytest

from models.account import Account
from models.delivery import Heartbeat
from models.letter import OwedLetter
from models.report import Report
from rules import accounts, asked, samples, team_keys
from rules.vault import pair_of
from tests.sink import Sink

PASSWORD = "three odd lanterns"


@pytest.fixture
def flask(app):
    """A function that runs one command."""
    recovery_file(app).unlink(missing_ok=True)
    runner = app.test_cli_runner()

    def run(*words: str):
        result = runner.invoke(args=words)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return run


@pytest.fixture
def production(app, monkeypatch):
    """The same site as a production one."""
    monkeypatch.setitem(app.config, "IS_PRODUCTION", True)


def recovery_file(app):
    return app.config["KEY_FILE"].with_name(app.config["KEY_FILE"].name + ".recovery")


def create(flask, role, email, *more):
    return flask("create-account", "--role", role, "--email", email, "--password", PASSWORD, *more)


def test_migrating_again_changes_nothing(flask):
    result = flask("migrate")
    assert (result.exit_code, result.output) == (0, "The database is up to date.\n")


def test_a_made_account_signs_in_at_once_and_has_its_areas(flask, secrets, make):
    result = create(flask, "member", "Ada@Example.org", "--area", "London", "--area", "greater manchester")
    assert result.exit_code == 0
    account = accounts.sign_in(secrets, make.now, "ada@example.org", PASSWORD).account
    assert (account.role, account.area_codes) == ("member", ["greater-manchester", "london"])


def test_the_first_caseworker_makes_the_key_and_later_ones_are_given_it(app, flask, secrets, make):
    assert create(flask, "caseworker", "one@example.org").exit_code == 0
    assert recovery_file(app).stat().st_mode & 0o777 == 0o600
    assert "waits" not in create(flask, "caseworker", "two@example.org").output
    assert team_keys.waiting() == []
    opened = accounts.sign_in(secrets, make.now, "two@example.org", PASSWORD)
    assert pair_of(bytes.fromhex(opened.payload["team_key"]))[0] == team_keys.current().public_key


def test_an_older_databases_recovery_copy_is_replaced_and_never_used(app, flask, make):
    recovery_file(app).write_text("ab" * 32)
    create(flask, "caseworker", "one@example.org")
    recovery_file(app).write_text("ab" * 32)
    result = create(flask, "caseworker", "two@example.org")
    assert (result.exit_code, len(team_keys.waiting())) == (0, 1)
    assert "waits for access" in result.output


def test_in_production_the_recovery_key_is_shown_once_and_written_nowhere(app, flask, production):
    first = create(flask, "caseworker", "one@example.org")
    shown = next(line.strip() for line in first.output.splitlines() if len(line.strip()) == 64)
    assert pair_of(bytes.fromhex(shown))[0] == team_keys.current().public_key
    assert "offline" in first.output
    assert not recovery_file(app).exists()
    second = create(flask, "caseworker", "two@example.org")
    assert "waits for access" in second.output and shown not in second.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--role", "queen", "--email", "a@example.org", "--password", PASSWORD), "'queen' is not one of"),
        (("--role", "member", "--email", "a.example.org", "--password", PASSWORD), "no e-mail address"),
        (("--role", "member", "--email", "a@example.org", "--password", "short"), "longer password"),
        (("--role", "member", "--email", "a@example.org", "--password", PASSWORD, "--area", "Atlantis"), "Atlantis"),
        (("--role", "member", "--email", "a@example.org"), "Missing option '--password'"),
        (("--role", "member", "--email", "known@example.org", "--password", PASSWORD), "already an account"),
    ],
)
def test_a_wrong_account_is_refused_in_a_sentence(flask, words, told):
    create(flask, "member", "known@example.org")
    result = flask("create-account", *words)
    assert result.exit_code != 0
    assert told in result.stderr and "Traceback" not in result.output
    assert Account.select().count() == 1


def test_importing_loads_what_is_right_and_names_what_is_wrong(flask, make, tmp_path):
    make.team()
    right = (samples.SAMPLES / "reports.jsonl").read_bytes().splitlines()[:4]
    file = tmp_path / "reports.jsonl"
    file.write_bytes(b"\n".join([right[0], right[1], b'{"ref": "secret words"}', right[2], right[3]]))
    result = flask("import-reports", str(file))
    assert result.exit_code == 1
    assert result.stdout == "loaded 4, already here 0, wrong 1\n"
    assert result.stderr == "line 3: received_on is missing\n"
    file.write_bytes(b"\n".join(right))
    again = flask("import-reports", str(file))
    assert (again.exit_code, again.stdout, again.stderr) == (0, "loaded 0, already here 4, wrong 0\n", "")
    assert Report.select().count() == 4


def test_importing_needs_a_file_and_a_casework_team(flask, tmp_path):
    assert flask("import-reports", str(tmp_path / "none")).exit_code == 2
    assert flask("import-reports", str(tmp_path)).exit_code == 2
    result = flask("import-reports", str(samples.SAMPLES / "reports.jsonl"))
    assert result.exit_code == 1
    assert "create-account --role caseworker" in result.stderr


def test_sample_data_fills_an_empty_site_and_leaves_any_other_alone(app, flask, secrets, make):
    result = flask("sample-data")
    assert result.exit_code == 0
    assert samples.PASSWORD in result.output and "caseworker2@example.org" in result.output
    assert recovery_file(app).exists()
    stands = json.loads(flask("status", "--json").output)
    again = flask("sample-data")
    assert again.exit_code == 0 and "no sample data was added" in again.output and samples.PASSWORD in again.output
    assert json.loads(flask("status", "--json").output) == stands


def test_invented_data_is_refused_in_production(flask, production):
    for words in (("sample-data",), ("bulk-data", "--members", "1")):
        result = flask(*words)
        assert result.exit_code == 1 and "development" in result.stderr
    assert Account.select().count() == 0


def test_bulk_data_makes_the_numbers_asked_for(flask):
    assert flask("bulk-data", "--members", "3", "--alerts", "2", "--identifiers", "4").exit_code == 0
    stands = json.loads(flask("status", "--json").output)
    assert (stands["accounts"], stands["alerts"], stands["reports"]) == (3, 2, 1)
    assert flask("bulk-data", "--members", "-1").exit_code == 2


def test_status_says_how_everything_stands(flask, make):
    make.account("member")
    stands = json.loads(flask("status", "--json").output)
    assert stands == {
        "reports": 0,
        "accounts": 1,
        "alerts": 0,
        "deliveries": {"owed": 0, "claimed": 0, "sent": 0, "bounced": 0, "cancelled": 0},
        "oldest_owed_at": None,
        "worker_seen_at": None,
    }
    assert "0 owed" in flask("status").output


def test_send_owed_says_when_nothing_is_due(flask):
    result = flask("send-owed")
    assert (result.exit_code, result.output) == (0, "sent 0\n")


def test_send_owed_answers_what_was_asked_first(app, flask, make, monkeypatch):
    make.account("member", address="rosa@example.org")
    asked.ask_for_password(make.secrets, make.now, "rosa@example.org")
    with Sink() as sink:
        monkeypatch.setitem(app.config, "MAIL_URL", sink.url)
        assert flask("send-owed").output == "sent 1\n"
    assert sink.addresses() == ["rosa@example.org"]
    assert [row.kind for row in OwedLetter.select()] == ["new-password"]


def test_a_database_that_is_not_set_up_is_a_sentence(flask):
    Heartbeat.drop_table()
    result = flask("status")
    assert result.exit_code == 1
    assert "flask migrate" in result.stderr


def test_a_project_worker_needs_a_project_and_nobody_else_has_one(flask):
    for role, more in (("project-worker", ()), ("project-worker", ("--project", " ")), ("member", ("--project", "X"))):
        result = create(flask, role, "one@example.org", *more)
        assert result.exit_code == 1 and "--project NAME" in result.stderr
    assert not Account.select().exists()


def test_the_first_of_a_project_is_lead_and_later_ones_wait_for_access(flask, secrets, make):
    areas = ("--area", "Merseyside")
    assert create(flask, "project-worker", "one@example.org", "--project", "Lantern", *areas).exit_code == 0
    later = create(flask, "project-worker", "two@example.org", "--project", "Lantern")
    assert "waits for access" in later.output
    one, two = (accounts.sign_in(secrets, make.now, f"{name}@example.org", PASSWORD) for name in ("one", "two"))
    assert [done.account.is_lead for done in (one, two)] == [True, False]
    assert ["project_key" in done.payload for done in (one, two)] == [True, False]
    assert one.account.project == two.account.project
    assert (one.account.project.state, one.account.project.area_codes) == ("admitted", ["merseyside"])
    assert one.account.area_codes == two.account.area_codes == ["merseyside"]


def test_a_projects_key_never_takes_the_place_of_the_recovery_copy(app, flask):
    create(flask, "project-worker", "one@example.org", "--project", "Lantern")
    assert not recovery_file(app).exists()
    create(flask, "caseworker", "two@example.org")
    kept = recovery_file(app).read_text()
    create(flask, "project-worker", "three@example.org", "--project", "Other")
    assert recovery_file(app).read_text() == kept
