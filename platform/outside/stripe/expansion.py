"""Put the thing itself where its id stands, when the caller asks."""

from typing import Any

from outside.stripe.calls import ApiError, Json
from outside.stripe.world import World


def expanded(world: World, content: Json, paths: Any) -> Json:
    """Return the answer with the things named by these paths put in full."""
    for path in paths if isinstance(paths, list) else []:
        steps = str(path).split(".")
        if len(steps) > 4:
            raise ApiError(f"Property {path} cannot be expanded: four levels at most")
        _expand(world, content, steps)
    return content


def _expand(world: World, thing: Any, steps: list[str]) -> None:
    if isinstance(thing, list):
        for one in thing:
            _expand(world, one, steps)
        return
    if not isinstance(thing, dict) or steps[0] not in thing:
        raise ApiError(f"This property cannot be expanded ({steps[0]}).", param="expand")
    inner = thing[steps[0]]
    if isinstance(inner, str):
        thing[steps[0]] = inner = world.store.get(inner) or inner
    if len(steps) > 1 and inner is not None:
        _expand(world, inner, steps[1:])
