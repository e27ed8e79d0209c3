"""What happens to numbers that leave, and to those that come."""

from uuid import UUID

from kith.outbox import Event


class PortOutAsked(Event, name="porting.port_out_asked"):
    """Somebody asked for the code to take their number along."""

    port_out_id: UUID


class PortOutMoved(Event, name="porting.port_out_moved"):
    """A number is with another operator now."""

    port_out_id: UUID


class PortInToCarry(Event, name="porting.port_in_to_carry"):
    """Something about a number that is to come has to be sent, or looked for."""

    port_in_id: UUID


class PortInChanged(Event, name="porting.port_in_changed"):
    """A number that is to come was asked for, agreed to, refused, called off, or is here."""

    port_in_id: UUID
    news: str
