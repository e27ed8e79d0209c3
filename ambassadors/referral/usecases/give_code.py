"""Give a person the code others name them by."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ambassadors.referral.models import ReferralCode
from kith.wall import public_side

# Letters and digits nobody mistakes for another when a code is read aloud.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
ATTEMPTS = 5


@public_side
@transaction.atomic
def give_code(*, person_id: UUID, at: datetime) -> str:
    """Return the person's code, made at the first call."""
    for _attempt in range(ATTEMPTS):
        if known := ReferralCode.objects.filter(person_id=person_id).first():
            return known.code
        word = "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                ReferralCode.objects.create(person_id=person_id, code=word, created_at=at)
        except IntegrityError:
            continue  # taken, or made by a twin request: look again
        return word
    raise RuntimeError("no free referral code was found")
