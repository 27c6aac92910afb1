"""Mailboxes behind IMAP and POP3, spoken to by servers that answer by a script; and addresses that are refused."""

import socket
import threading

import pytest

from tasks.returned_mail import NoMailbox, checked, opened

MESSAGE = "Subject: one\r\n\r\nwords\r\n"


class Script:
    """A mail server on this computer: says a greeting, then answers each line by what it begins with."""

    def __init__(self, greeting: str, answers: dict[str, str]):
        self.heard: list[str] = []
        self.answers = answers
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._talk, args=(greeting,), daemon=True)
        self.thread.start()

    def _talk(self, greeting: str) -> None:
        connection, _ = self.listener.accept()
        with connection, self.listener, connection.makefile("rwb") as lines:
            lines.write(greeting.encode() + b"\r\n")
            lines.flush()
            for line in lines:
                said = line.decode().strip()
                tag, _, command = said.partition(" ") if greeting.startswith("*") else ("", "", said)
                self.heard.append(command)
                answer = next((text for start, text in self.answers.items() if command.startswith(start)), None)
                if answer is None:
                    return
                lines.write(answer.replace("TAG", tag).encode())
                lines.flush()


IMAP = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n",
    "LOGIN": "TAG OK in\r\n",
    "SELECT": "* 2 EXISTS\r\nTAG OK [READ-WRITE] done\r\n",
    "UID SEARCH": "* SEARCH 7 9\r\nTAG OK done\r\n",
    "UID FETCH 7": f"* 1 FETCH (UID 7 BODY[]<0> {{{len(MESSAGE)}}}\r\n{MESSAGE})\r\nTAG OK done\r\n",
    "UID FETCH 9": "* 2 FETCH (UID 9 BODY[]<0> {2}\r\nhi)\r\nTAG OK done\r\n",
    "UID STORE": "TAG OK done\r\n",
    "EXPUNGE": "* 1 EXPUNGE\r\nTAG OK done\r\n",
    "LOGOUT": "* BYE\r\nTAG OK bye\r\n",
}
POP = {
    "USER": "+OK\r\n",
    "PASS": "+OK\r\n",
    "LIST": "+OK\r\n1 22\r\n2 3000000\r\n3 9000\r\n.\r\n",
    "RETR 1": f"+OK\r\n{MESSAGE}.\r\n",
    "RETR 3": "+OK\r\n" + "x" * 9000 + "\r\n.\r\n",
    "DELE": "+OK\r\n",
    "QUIT": "+OK\r\n",
}


def imap(**changes: str) -> Script:
    return Script("* OK hello", {name: changes.get(name.replace(" ", "_"), text) for name, text in IMAP.items()})


def read(url: str, most: int = 9) -> list[bytes]:
    found = []
    with opened(url) as box:
        for raw, remove in box:
            found.append(raw)
            remove()
            if len(found) == most:
                break
    return found


def test_imap_messages_are_read_and_each_is_removed_by_its_number():
    server = imap()
    assert read(f"imap://some%40one:a%20word@127.0.0.1:{server.port}/") == [MESSAGE.encode(), b"hi"]
    server.thread.join(10)
    spoken = [line for line in server.heard if line.split()[0] in ("LOGIN", "UID", "EXPUNGE")]
    assert spoken == [
        'LOGIN some@one "a word"',
        "UID SEARCH ALL",
        "UID FETCH 7 (BODY.PEEK[]<0.1000001>)",
        "UID STORE 7 +FLAGS.SILENT (\\Deleted)",
        "EXPUNGE",
        "UID FETCH 9 (BODY.PEEK[]<0.1000001>)",
        "UID STORE 9 +FLAGS.SILENT (\\Deleted)",
        "EXPUNGE",
    ]
    assert server.heard[-1] == "LOGOUT"


def test_imap_removes_nothing_that_was_not_worked():
    server = imap()
    assert read(f"imap://one:word@127.0.0.1:{server.port}", most=1) == [MESSAGE.encode()]
    server.thread.join(10)
    assert [line for line in server.heard if "STORE" in line] == ["UID STORE 7 +FLAGS.SILENT (\\Deleted)"]


@pytest.mark.parametrize("refused", ["LOGIN", "SELECT", "UID_FETCH_7", "UID_STORE"])
def test_what_an_imap_server_refuses_ends_the_reading_without_its_words(refused):
    server = imap(**{refused: "TAG NO some secret\r\n"})
    with pytest.raises(NoMailbox) as problem:
        read(f"imap://one:word@127.0.0.1:{server.port}")
    assert "secret" not in str(problem.value)
    assert problem.value.__cause__ is None


def test_an_imap_server_that_hangs_up_ends_the_reading():
    server = Script("* OK hello", {name: text for name, text in IMAP.items() if "FETCH" not in name})
    with pytest.raises(NoMailbox):
        read(f"imap://one:word@127.0.0.1:{server.port}")


def test_pop3_messages_are_read_and_removed_with_goodbye_too_long_ones_unread():
    server = Script("+OK hello", POP)
    found = read(f"pop3://one:word@127.0.0.1:{server.port}")
    server.thread.join(10)
    assert found == [MESSAGE.strip("\r\n").encode(), b"", b"x" * 9000]
    assert server.heard == ["USER one", "PASS word", "LIST", "RETR 1", "DELE 1", "DELE 2", "RETR 3", "DELE 3", "QUIT"]


def test_pop3_that_breaks_off_takes_back_what_was_marked():
    server = Script("+OK hello", {name: text for name, text in POP.items() if name != "RETR 3"})
    with pytest.raises(NoMailbox):
        read(f"pop3://one:word@127.0.0.1:{server.port}")
    server.thread.join(10)
    assert "QUIT" not in server.heard


@pytest.mark.parametrize("scheme", ["imap", "pop3", "imaps", "pop3s"])
def test_a_server_that_is_not_there_is_no_mailbox(scheme):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NoMailbox):
        read(f"{scheme}://one:word@127.0.0.1:{port}")


@pytest.mark.parametrize(
    "url",
    [
        "imap://one:word@mail.example.org",
        "pop3://one:word@mail.example.org/",
        "imaps://mail.example.org",
        "maildir://folder/in/it",
        "maildir:",
        "http://one:word@127.0.0.1",
        "imaps://one:word@:993",
        "/some/folder",
        "imaps://one:secret#word@mail.example.org",
        "imaps://one:two@mail.example.org:se/cret",
    ],
)
def test_an_address_that_is_no_mailbox_or_would_tell_its_password_is_refused(url):
    with pytest.raises(ValueError, match="NUM_BOUNCE_URL"):
        checked(url)


@pytest.mark.parametrize(
    "url", ["imaps://one:word@mail.example.org", "pop3s://one:word@mail.example.org:9950/", "maildir:///some/folder"]
)
def test_an_address_that_is_safe_is_taken(url):
    assert checked(url).scheme == url.partition(":")[0]
