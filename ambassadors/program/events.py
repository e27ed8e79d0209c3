"""What happens to promotion cases."""

from uuid import UUID

from kith.outbox import Event


class CaseApproved(Event, name="case.approved"):
    """A person takes the step a case proposed."""

    case_id: UUID
    to_tier: str


class CaseRetried(Event, name="case.retried"):
    """An approval that stopped on the way is taken up again."""

    case_id: UUID
    to_tier: str


class CaseDeclined(Event, name="case.declined"):
    """A person does not take the step now."""

    case_id: UUID


class CaseAsked(Event, name="case.asked"):
    """Staff asked the candidate something."""

    case_id: UUID
    question_id: int
