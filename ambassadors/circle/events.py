"""What happens in a seller's circle."""

from kith.outbox import Event


class InvitationMade(Event, name="invitation.made"):
    """A friend is to be invited."""

    invitation_id: int
