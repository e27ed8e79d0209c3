"""Let what the processor tells of its balance be wrong, for those who must find it out."""

from outside.stripe.calls import Call, Json
from outside.stripe.resources.lookup import needed
from outside.stripe.store import new_id
from outside.stripe.world import World


def tamper(world: World, call: Call) -> Json:
    """Tell a balance transaction with another amount or fee, twice, or not at all."""
    line = needed(world, "balance_transaction", call.args[0])
    if call.form.get("is_hidden"):
        world.store.run("DELETE FROM objects WHERE id = ?", line["id"])
        return line
    if call.form.get("is_twice"):
        return world.store.put(line | {"id": new_id("txn")})
    line |= {name: int(call.form[name]) for name in ("amount", "fee") if name in call.form}
    line["net"] = line["amount"] - line["fee"]
    return world.store.put(line)
