"""The adapter that asks people: each request becomes a task for staff."""

from dataclasses import dataclass

from catalog.network.port import NetworkAnswer, Subscription
from catalog.network.usecases.open_task import open_task


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

    def terminate(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return open_task(request_id=request_id, verb="terminate", subscription=subscription)
