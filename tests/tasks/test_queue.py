"""The queue only rings, and a bell that cannot ring breaks nothing."""

from models.tally import Tally
from tasks import queue
from tasks.letters import send_owed


def test_a_bell_rung_waits_in_the_queue_and_carries_nothing(app):
    queue.huey.storage.initialize_schema()
    queue.huey.storage.flush_queue()
    send_owed()
    assert queue.huey.pending_count() == 1
    assert (queue.huey.pending()[0].args, queue.huey.pending()[0].kwargs) == ((), {})


def test_a_queue_that_cannot_be_written_breaks_nothing(app, tmp_path):
    queue.huey.storage.close()
    queue.huey.storage.filename = f"{tmp_path}/no/such/folder/queue.db"
    try:
        send_owed()
    finally:
        queue.bind(app.config["QUEUE_URL"], app.config["SECRET_KEY"])
    assert Tally.select().count() == 0
