"""Who may pass the doors of `catalog.network`; `tests/isolation` tries each."""

from tests.isolation.route import may, signed

NETWORK = {
    "network-callback": signed(),
    "network-leaving": signed(),
    "staff-network-tasks": may("network-tasks.edit"),
    "staff-network-task-outcome": may("network-tasks.edit", "POST", task_id="task"),
}
