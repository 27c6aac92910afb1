"""One connection to the mail server, kept for many letters."""

import smtplib
import socket
import ssl
from contextlib import suppress
from urllib.parse import urlparse

from rules.sending import NO_ANSWER, TAKEN

TIMEOUT_SECONDS = 60
# What we note of a letter whose connection broke before its words were sent: SMTP's own "not now" (RFC 5321).
NOT_NOW = 421
GO_ON = 354
END = b".\r\n"


class Trouble(Exception):
    """The mail server takes no letters now; no member's address is to blame."""


class Relay:
    """Speaks SMTP over one connection, opened when first needed and again after it broke."""

    def __init__(self, url: str, sender: str, timeout: float = TIMEOUT_SECONDS):
        """`url` is smtp://host:port, `sender` the neutral address that letters come from and bounce to.

        `timeout` is how many seconds each answer is waited for.
        """
        parts = urlparse(url)
        if parts.scheme != "smtp" or not parts.hostname:
            raise ValueError("NUM_MAIL_URL must be smtp://host:port")
        self.host, self.port = parts.hostname, parts.port or 25
        self.sender, self.timeout = sender, timeout
        self._smtp: smtplib.SMTP | None = None

    def connect(self) -> smtplib.SMTP:
        """The open connection; raises Trouble."""
        if self._smtp is None:
            try:
                # Our own name in the greeting would tell who we are, so the sender's neutral domain stands there.
                name = self.sender.rpartition("@")[2]
                smtp = smtplib.SMTP(self.host, self.port, local_hostname=name, timeout=self.timeout)
                smtp.ehlo_or_helo_if_needed()
                if not self._is_here():
                    # Addresses and warnings never cross a network in clear; a server without TLS raises here.
                    smtp.starttls(context=ssl.create_default_context())
                    smtp.ehlo_or_helo_if_needed()
            except (OSError, smtplib.SMTPNotSupportedError) as problem:
                raise Trouble(type(problem).__name__) from None
            # Small writes go out at once: a letter is four short turns.
            if smtp.sock is not None:
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._smtp = smtp
        return self._smtp

    def send(self, to: bytes, letter: bytes, sender: bytes | None = None) -> int:
        """Offer one letter; returns the mail server's code, NOT_NOW or NO_ANSWER when the connection broke.

        What cannot be brought goes back to `sender`, or else to the relay's own.
        Raises Trouble when the server refuses us and not the member.
        """
        smtp = self.connect()
        has_sent_words = False
        try:
            sender_code, member_code, words_code = self._introduce(smtp, to, sender or self.sender.encode())
            if sender_code != TAKEN:
                self.close()
                raise Trouble(f"sender refused with {sender_code}")
            if member_code not in (250, 251) or words_code != GO_ON:
                return self._refused(smtp, member_code if member_code not in (250, 251) else words_code, words_code)
            has_sent_words = True
            # A line that begins with a dot gets a second one, or it would end the letter (RFC 5321).
            smtp.send(letter.replace(b"\r\n.", b"\r\n..") + END)
            code, _ = smtp.getreply()
            return TAKEN if 200 <= code < 300 else self._refused(smtp, code)
        except OSError:
            self._drop()
            return NO_ANSWER if has_sent_words else NOT_NOW

    def _introduce(self, smtp: smtplib.SMTP, to: bytes, sender: bytes) -> tuple[int, int, int]:
        """Name the sender and the member and ask to send the words: three codes, 0 where it was not asked.

        In one turn where the server allows it (RFC 2920): each turn costs the whole way to it and back.
        """
        commands = (b"MAIL FROM:<%s>\r\n" % sender, b"RCPT TO:<%s>\r\n" % to, b"DATA\r\n")
        codes = [0, 0, 0]
        if smtp.has_extn("pipelining"):
            smtp.send(b"".join(commands))
            codes = [smtp.getreply()[0] for _ in commands]
        else:
            for turn, command in enumerate(commands):
                smtp.send(command)
                codes[turn] = smtp.getreply()[0]
                if codes[turn] not in (250, 251):
                    break
        return codes[0], codes[1], codes[2]

    def close(self) -> None:
        """Say goodbye."""
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.quit()
        self._drop()

    def _refused(self, smtp: smtplib.SMTP, code: int, words_code: int = 0) -> int:
        """Make ready for the next letter after a refusal; after 421 the server hangs up."""
        if code == NOT_NOW:
            self._drop()
            return code
        try:
            if words_code == GO_ON:
                # Asked for words in the same turn and now waits for them, though nobody is to get them.
                smtp.send(END)
                smtp.getreply()
            smtp.rset()
        except OSError:
            self._drop()
        return code

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None

    def _is_here(self) -> bool:
        return self.host in ("localhost", "127.0.0.1", "::1")
