"""Read the letters that landed in the demo's mailbox."""

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from outside.mailbox.backend import mail_folder

NAME = re.compile(r"[0-9]{20}-[0-9a-f]{8}\Z")
SHOWN_COUNT = 200


@dataclass(frozen=True)
class Letter:
    """One letter as the page shows it."""

    name: str
    sender: str
    to: str
    subject: str
    sent_at: datetime
    text: str = ""
    html: str = ""


def newest_letters(*, to: str = "") -> list[Letter]:
    """Return the newest letters without their bodies; `to` keeps those whose address has it."""
    folder = mail_folder()
    if not folder.is_dir():
        return []
    paths = sorted(folder.glob("*.eml"), reverse=True)[:SHOWN_COUNT]
    letters = [_read(path, with_body=False) for path in paths]
    return [letter for letter in letters if to.lower() in letter.to.lower()]


def letter_named(name: str) -> Letter | None:
    """Return one letter whole; None when there is none of this name."""
    path = mail_folder() / f"{name}.eml"
    # The name comes from an address bar: only names this house gives reach the disk.
    return _read(path, with_body=True) if NAME.match(name) and path.is_file() else None


def _read(path: Path, *, with_body: bool) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return Letter(
        name=path.stem,
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=datetime.fromtimestamp(int(path.stem[:20]) / 1_000_000_000, UTC),
        text=_body(message, "plain") if with_body else "",
        html=_body(message, "html") if with_body else "",
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
