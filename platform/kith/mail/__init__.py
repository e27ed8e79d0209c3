"""What a person gets by e-mail: declared by each app, drawn and sent in one way."""

from kith.mail.letterhead import Letterhead
from kith.mail.mail import Button, Mail, Words
from kith.mail.reader import Reader

__all__ = ["Button", "Letterhead", "Mail", "Reader", "Words"]
