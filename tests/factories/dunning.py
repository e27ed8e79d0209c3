"""A bill nobody pays, night by night."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from billing.invoicing.models import DunningStep, Invoice
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.resume_after_payment import resume_after_payment
from billing.invoicing.usecases.send_dunning_letter import send_dunning_letter
from billing.invoicing.usecases.sweep_dunning import sweep_dunning
from billing.invoicing.usecases.take_dunning_step import take_dunning_step
from billing.invoicing.usecases.undo_failed_bar import undo_failed_bar
from catalog.lines.changes import request_id
from catalog.lines.models import Line
from catalog.lines.usecases.take_line_answer import take_line_answer
from catalog.lines.usecases.tell_of_change import tell_of_change
from catalog.numbering.models import SimCard
from kith.wall import in_public
from tests.catalog.network.letters import posted
from tests.factories.invoicing import an_invoice
from tests.factories.lines import a_line
from tests.factories.numbering import a_number_range, some_sims

# Due on 30 November: the worked example of docs/dunning.md.
DUE = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def a_bill_of_a_line(*, person_id: UUID, at: datetime = DUE) -> Invoice:
    """Bill a line whose number and SIM the pools know: it may end. It is due that day."""
    with in_public():
        a_number_range(start=34_622_000_000)
        some_sims(count=1)
        iccid = SimCard.objects.order_by("pk").values_list("iccid", flat=True)[0]
    line = a_line(person_id=person_id, at=at)
    Line.objects.filter(pk=line.pk).update(iccid=iccid)
    return an_invoice(person_id=person_id, line_id=line.pk, at=at)


def day(number: int) -> datetime:
    """The night, so many days after the bill was due."""
    return DUE.replace(hour=4, minute=30) + timedelta(days=number)


def swept(at: datetime) -> list[str]:
    """Sweep, and let what was posted for it happen; return the steps, sorted."""
    before = len(posted("dunning.step_reached"))
    number = sweep_dunning(at=at)
    new = [one["step_id"] for one in posted("dunning.step_reached")][before:]
    assert len(new) == number
    for step in new:
        send_dunning_letter(step_id=step, at=at)
        take_dunning_step(step_id=step, at=at)
        for _ in range(2):
            assert not send_dunning_letter(step_id=step, at=at)
            assert not take_dunning_step(step_id=step, at=at)
    the_network_does(at)
    return sorted(DunningStep.objects.filter(pk__in=new).values_list("step", flat=True))


def the_network_does(at: datetime, *, state: str = "done") -> None:
    for line in Line.objects.order_by("pk"):
        for event in line.events.filter(done_at=None, failed_at=None).order_by("pk"):
            name = request_id(event_id=event.pk, what=event.what)
            take_line_answer(request_id=name, state=state, at=at)
            if state == "done":
                tell_of_change(event_id=event.pk, at=at)
            else:
                undo_failed_bar(line_id=line.pk, what=event.what, at=at)


def nights(until: int, *, since: int = 0) -> dict[str, int]:
    """Sweep each night; return the day of each step."""
    return {step: n for n in range(since, until + 1) for step in swept(day(n))}


def pay(bill: Invoice, at: datetime) -> None:
    key = f"pi_{bill.pk.hex[:12]}"
    record_payment(invoice_id=bill.pk, key=key, payment_reference=key, at=at)
    resume_after_payment(invoice_id=bill.pk, at=at)
    the_network_does(at)
