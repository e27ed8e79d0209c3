"""An event of nobody's business."""

from kith.outbox import Event


class TeaMade(Event, name="tea.made"):
    text: str = "hot"
    for_whom: str | None = None
