"""Find a thing by its id, or refuse in the API's words."""

from outside.stripe.calls import Json, missing
from outside.stripe.world import World


def needed(
    world: World, kind: str, name: str, *, account: str | None = None, param: str = "id"
) -> Json:
    """
    Return the thing of this id.

    :raises ApiError: there is none
    """
    thing = world.store.get(name, kind, account)
    if thing is None:
        raise missing(kind, name, param)
    return thing
