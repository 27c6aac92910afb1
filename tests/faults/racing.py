"""Members who stop their letters, and staff who take warnings back, while letters go out as fast as they can."""

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from tests.faults import ledger
from tests.faults.act import act
from tests.faults.counting import account_of, mail_settings
from tests.faults.killing import wait_for
from tests.faults.peer import Peer
from tests.live.site import LiveBrowser, LiveSite

ALERTS = 24
# As many people as press the button at the same moment.
AT_ONCE = 12
CONNECTIONS = "3"
ADDRESS, PASSWORD = "caseworker@example.org", "three odd lanterns"
TITLE = re.compile(rb"Lantern (\d+)")


def stop_while_sending(folder: Path, members: int, stopping: int, seed: int) -> None:
    """So many of the members press the button in their letters during a send: no letter begins after their "Done"."""
    chance = random.Random(seed)
    with Peer() as peer:
        site = LiveSite(folder, peer.port, **mail_settings(folder, NUM_MAIL_CONNECTIONS=CONNECTIONS))
        try:
            act(site, "add_members", members)
            act(site, "owe", ALERTS)
            tokens = ledger.rows(site.folder / "data", "SELECT id, letter_token FROM account WHERE state = 'admitted'")
            who = chance.sample(tokens, stopping)
            site.start_web()
            site.start_worker()
            wait_for(peer, members // 10)
            before = len(peer.letters)
            with ThreadPoolExecutor(AT_ONCE) as threads:
                done = dict(threads.map(lambda one: (one[0], _stop(site, one[1])), who))
            under_way = len(peer.letters) - before
            # The others' letters still go.
            act(site, "owe", 1)
            act(site, "ring")
            wait_for(peer, len(peer.letters) + 10)
            site.stop()
        finally:
            site.stop()
        told = {account: at for account, at in done.items() if at is not None}
        late = [one for one in peer.letters if one.begun_at > told.get(account_of(one.recipient), float("inf"))]
        stopped = sum(account_of(one.recipient) in done for one in peer.letters)
        print(
            f"{len(told)} of {len(done)} were told Done; {under_way} letters began meanwhile, "
            f"{stopped} in all to those who stopped; {len(late)} after Done"
        )
        assert len(told) >= 0.95 * stopping, "too many were told that it still stops"
        assert under_way > stopping / 2, "hardly a race"
        assert late == []
        # Texts stop with the letters, and so do letters that gather.
        theirs = ", ".join(map(str, done))
        for table in ("delivery", "digest"):
            left = f"SELECT COUNT(*) FROM {table} WHERE account_id IN ({theirs}) AND state IN ('owed', 'claimed')"
            left += " AND digest_id IS NULL" if table == "delivery" else " AND due_at < '2000'"
            assert ledger.rows(site.folder / "data", left) == [(0,)]


def withdraw_while_sending(folder: Path, members: int, alerts: int, seed: int) -> None:
    """Staff take one alert after the other back while it goes out: none of its letters begins after the answer."""
    chance = random.Random(seed)
    answered: dict[int, float] = {}
    with Peer() as peer:
        site = LiveSite(folder, peer.port, **mail_settings(folder, NUM_MAIL_CONNECTIONS=CONNECTIONS))
        try:
            site.flask("create-account", "--role", "caseworker", "--email", ADDRESS, "--password", PASSWORD)
            act(site, "add_members", members, "full")
            site.start_web()
            site.start_worker()
            staff = LiveBrowser(site).sign_in(ADDRESS, PASSWORD)
            for number in range(1, alerts + 1):
                act(site, "owe", 1)
                [(ref,)] = ledger.rows(site.folder / "data", "SELECT ref FROM alert ORDER BY id DESC LIMIT 1")
                page = staff.get(f"/staff/alerts/{ref}/")
                fields = page.fields(f"/staff/alerts/{ref}/withdraw/") | {"reason": "mistake"}
                before = len(peer.letters)
                act(site, "ring")
                wait_for(peer, before + chance.randint(1, members // 10))
                answer = staff.post(f"/staff/alerts/{ref}/withdraw/", fields)
                at = time.monotonic()
                words = staff.get(urlsplit(answer.location)._replace(scheme="", netloc="").geturl()).words()
                assert "Taken back." in words, words
                answered[number] = at
            time.sleep(1)
            site.stop()
        finally:
            site.stop()
    numbers = [(one, {int(number) for number in TITLE.findall(one.raw)}) for one in peer.letters]
    late = [one for one, said in numbers if any(one.begun_at > answered[number] for number in said)]
    print(f"{alerts} alerts taken back during {len(peer.letters)} letters; {len(late)} began after the answer")
    assert all(said for _, said in numbers)
    assert late == []
    came = len(peer.letters)
    assert 0 < came < members * alerts * 0.9, "nothing was left to stop"
    # A letter that was to gather nothing but these ends when its hour comes.
    states = ledger.rows(site.folder / "data", "SELECT DISTINCT state FROM delivery ORDER BY state")
    assert states == [("cancelled",), ("sent",)]


def _stop(site: LiveSite, token: str) -> float | None:
    """Press the button; when the answer was there (monotonic), or None where it says that letters still stop."""
    page = LiveBrowser(site).post(f"/unsubscribe/{token}", {"List-Unsubscribe": "One-Click"})
    at = time.monotonic()
    assert page.status == 200, page.status
    return at if "Done" in page.words() else None
