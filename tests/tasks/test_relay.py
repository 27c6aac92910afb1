"""One connection to a mail server that answers by a script."""

import socket
import threading

import pytest

from tasks.relay import Relay, Trouble


class Script:
    """A mail server that says fixed lines; each `|` in a line is one turn: it answers, then reads what comes."""

    def __init__(self, *lines: str):
        self.heard: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.lines = lines
        self.thread = threading.Thread(target=self._talk, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        """How to reach it."""
        return f"smtp://127.0.0.1:{self.listener.getsockname()[1]}"

    def _talk(self) -> None:
        connection, _ = self.listener.accept()
        with connection, self.listener:
            for line in self.lines:
                connection.sendall(line.replace("|", "\r\n").encode() + b"\r\n")
                self.heard.append(connection.recv(100_000))


HELLO = ("220 hello", "250-here|250 PIPELINING")


def test_three_commands_go_in_one_turn_where_the_server_allows_it():
    server = Script(*HELLO, "250 ok|250 ok|354 go on", "250 taken")
    relay = Relay(server.url, "updates@localhost")
    assert relay.send(b"one@example.org", b"Subject: x\r\n\r\n.dot\r\n") == 250
    relay.close()
    server.thread.join(10)
    assert server.heard[1] == b"MAIL FROM:<updates@localhost>\r\nRCPT TO:<one@example.org>\r\nDATA\r\n"
    assert server.heard[2] == b"Subject: x\r\n\r\n..dot\r\n.\r\n"


def test_a_server_that_asks_for_words_nobody_may_get_is_given_none():
    server = Script(*HELLO, "250 ok|550 unknown|354 go on", "554 nobody to get it", "250 reset")
    relay = Relay(server.url, "updates@localhost")
    assert relay.send(b"one@example.org", b"Subject: x\r\n\r\nwords\r\n") == 550
    relay.close()
    server.thread.join(10)
    assert server.heard[2] == b".\r\n"
    assert server.heard[3].lower() == b"rset\r\n"
    assert b"words" not in b"".join(server.heard)


def test_a_refused_sender_is_trouble_and_nobodys_fault():
    server = Script(*HELLO, "530 sign in first|503 no|503 no", "221 bye")
    relay = Relay(server.url, "updates@localhost")
    with pytest.raises(Trouble, match="530"):
        relay.send(b"one@example.org", b"Subject: x\r\n\r\nwords\r\n")


def test_the_greeting_names_the_neutral_domain():
    server = Script("220 hello", "250 here", "250 ok", "250 ok", "354 go on", "250 taken", "221 bye")
    relay = Relay(server.url, "updates@neutral.example")
    assert relay.send(b"one@example.org", b"x\r\n") == 250
    relay.close()
    assert server.heard[0].lower() == b"ehlo neutral.example\r\n"


def test_a_mail_address_of_another_kind_is_a_mistake_of_the_settings():
    with pytest.raises(ValueError, match="NUM_MAIL_URL"):
        Relay("https://example.org", "updates@localhost")


def test_a_server_elsewhere_that_offers_no_tls_gets_no_letter():
    listener = socket.create_server(("127.0.0.2", 0))
    heard: list[bytes] = []

    def talk():
        """A greeting, no STARTTLS among what it offers."""
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"220 hello\r\n")
            heard.append(connection.recv(1000))
            connection.sendall(b"250-here\r\n250 PIPELINING\r\n")
            heard.append(connection.recv(1000))

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    relay = Relay(f"smtp://127.0.0.2:{listener.getsockname()[1]}", "updates@localhost")
    with pytest.raises(Trouble):
        relay.send(b"one@example.org", b"Subject: x\r\n\r\n")
    relay.close()
    thread.join(5)
    listener.close()
    assert not [line for line in heard if b"one@example.org" in line]
