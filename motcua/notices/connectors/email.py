"""Thư điện tử: through the mail server of MOTCUA_EMAIL_URL. At least once: a letter has no key that servers know."""

from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from motcua.notices.connectors.base import Declined, Failed, Message, Nobody, Unreachable

#: mailbox unavailable, user not local, name not allowed (RFC 5321)
_NOBODY = {550, 551, 553}


class Email:
    """Django's own way of sending, one kept connection."""

    knows_keys = False

    def __init__(self) -> None:
        self._line = get_connection()

    def send(self, message: Message) -> str:
        """The letter's Message-ID, the same at each attempt, so that a mail box may show it once."""
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "motcua"
        named = f"<{message.key}@{host}>"
        letter = EmailMultiAlternatives(
            message.title,
            message.text,
            None,
            [message.address],
            headers={"Message-ID": named, "Auto-Submitted": "auto-generated"},
            connection=self._line,
        )
        letter.attach_alternative(message.html, "text/html")
        try:
            self._line.open()  # else each letter has a connection of its own
            letter.send()
        except SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _told(code, words, to_them=True) from error
        except (SMTPSenderRefused, SMTPAuthenticationError, SMTPServerDisconnected, TimeoutError) as error:
            raise self._gone(error) from error
        except SMTPResponseException as error:
            raise _told(error.smtp_code, error.smtp_error, to_them=False) from error
        except (SMTPException, OSError) as error:
            raise self._gone(error) from error
        return named

    def _gone(self, error: Exception) -> Unreachable:
        self.close()
        return Unreachable(f"{type(error).__name__}: {error}"[:300])

    def close(self) -> None:
        """Say goodbye to the server."""
        self._line.close()


def _told(code: int, words: bytes | str, *, to_them: bool) -> Exception:
    said = f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"[:300]
    if code < 400:  # no answer that a mail server gives
        return Unreachable(said)
    if code < 500:
        return Failed(said)
    return Nobody(said) if to_them and code in _NOBODY else Declined(said)
