"""What runs when; each job claims its slot, so a second scheduler does nothing twice."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {}
