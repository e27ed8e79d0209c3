"""What happens to numbers that leave."""

from uuid import UUID

from kith.outbox import Event


class PortOutAsked(Event, name="porting.port_out_asked"):
    """Somebody asked for the code to take their number along."""

    port_out_id: UUID


class PortOutMoved(Event, name="porting.port_out_moved"):
    """A number is with another operator now."""

    port_out_id: UUID
