"""The adapter that asks people: each request becomes a task for staff."""

from dataclasses import asdict, dataclass

from catalog.network.models import BRING
from catalog.network.port import NetworkAnswer, NumberToBring, PortAnswer, PortState, Subscription
from catalog.network.queries import task_of_request
from catalog.network.usecases.open_task import open_task
from catalog.network.usecases.withdraw_task import withdraw_task


@dataclass(frozen=True)
class ManualDesk:
    """A network without an interface: its answer is pending until somebody closes the task."""

    def reserve(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        # Preparing is part of switching on when a person does it: one task, not two.
        return NetworkAnswer("done")

    def activate(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return open_task(request_id=request_id, verb="activate", subscription=subscription)

    def suspend(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return open_task(request_id=request_id, verb="suspend", subscription=subscription)

    def resume(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return open_task(request_id=request_id, verb="resume", subscription=subscription)

    def swap(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return open_task(request_id=request_id, verb="swap", subscription=subscription)

    def change_plan(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return open_task(request_id=request_id, verb="change_plan", subscription=subscription)

    def bring_number(
        self, *, request_id: str, subscription: Subscription, number: NumberToBring
    ) -> PortAnswer:
        particulars = asdict(number) | {"wanted_on": number.wanted_on.isoformat()}
        open_task(
            request_id=request_id,
            verb=BRING,
            subscription=subscription,
            particulars=particulars,
        )
        return self.find_number(request_id=request_id) or PortAnswer("asked")

    def find_number(self, *, request_id: str) -> PortAnswer | None:
        task = task_of_request(request_id=request_id)
        if task is None:
            return None
        if task.is_done is None:
            return PortAnswer("asked", reference=str(task.id))
        state: PortState = "moved" if task.is_done else "refused"
        return PortAnswer(state, reference=str(task.id), reason=task.reason)

    def leave_number(self, *, request_id: str, reference: str) -> PortAnswer:
        return withdraw_task(request_id=request_id)

    def terminate(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return open_task(request_id=request_id, verb="terminate", subscription=subscription)
