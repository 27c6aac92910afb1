"""What came beside what was owed: nobody without a letter, and each repeat explained."""

from collections import Counter
from pathlib import Path

from tests.faults import ledger
from tests.faults.act import number_of
from tests.faults.peer import Peer
from tests.live.site import LiveSite, until

MARKED, NOT_ENDED = "is_possibly_twice", "state <> 'cancelled'"


def mail_settings(folder: Path, **more: str) -> dict[str, str]:
    """Settings of a site whose texts are kept in a folder, and that waits shortly for a mail server."""
    return {"NUM_TEXT_URL": f"file://{folder}/texts", "NUM_TEXT_CAP_POUNDS": "1000", "NUM_MAIL_TIMEOUT": "2", **more}


def account_of(address: str) -> int:
    """The account that a made-up member's address belongs to."""
    return int(address.removeprefix("bulk").partition("@")[0])


def texts_in(folder: Path) -> Counter[str]:
    """How many texts came for each number."""
    return Counter(path.read_text().partition("\n")[0] for path in (folder / "texts").glob("*.txt"))


def check_all_came(site: LiveSite, peer: Peer, most_repeats: int, most_marked: int | None = None) -> str:
    """Everybody got each letter and text; what came twice has one Message-ID and stands marked. Returns the figures.

    `most_repeats` letters may have come again, and as many (or `most_marked`) may stand marked. What was cancelled
    is owed to nobody.
    """
    data = site.folder / "data"
    owed, marked = ledger.owed(data, where=NOT_ENDED), ledger.owed(data, where=MARKED)
    came = Counter((account_of(one.recipient), one.message_id) for one in [*peer.letters, *peer.unanswered])
    by_account = Counter(account for account, _ in came)
    # A letter that came twice has one Message-ID, or there would be more of these than letters owed.
    assert by_account == owed, f"lost {(owed - by_account).total()}, too many {(by_account - owed).total()}"
    # The same letter may be in doubt again at the next kill: it is still one letter, and one mark.
    twice = Counter(account for (account, _), times in came.items() if times > 1)
    assert not twice - marked, f"came twice and not marked: {twice - marked}"
    texts, texts_came = ledger.owed(data, ledger.TEXTS, NOT_ENDED), texts_in(site.folder)
    texts_owed = Counter({number_of(account): count for account, count in texts.items()})
    assert not texts_owed - texts_came, f"{(texts_owed - texts_came).total()} texts lost"
    texts_marked = ledger.owed(data, ledger.TEXTS, MARKED)
    more_texts = texts_came - texts_owed
    assert set(more_texts) <= {number_of(account) for account in texts_marked}
    again, marks = came.total() - owed.total() + more_texts.total(), marked.total() + texts_marked.total()
    assert again <= most_repeats and marks <= (most_marked or most_repeats), f"{again} repeats, {marks} marked"
    until(lambda: not list((data / "spool").glob("*")), 20, "the end of the worker's notes")
    assert ledger.rows(data, "PRAGMA integrity_check") == [("ok",)]
    most = max(came.values())
    return (
        f"{owed.total()} letters and {texts_owed.total()} texts: 0 lost, {again} repeats, {marks} marked, "
        f"one letter came {most} times at most"
    )
