"""What the register of shops tells."""

from datetime import datetime

from kith.outbox import Event


class DomainRecheckDue(Event, name="domain.recheck_due"):
    """A domain's proof is to be looked for again, as of the time its turn was due."""

    domain_id: int
    due_at: datetime
