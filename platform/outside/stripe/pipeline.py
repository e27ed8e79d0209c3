"""What every API request goes through before and after its own work."""

from collections.abc import Callable

from outside.stripe.calls import ApiError, Call, Json, Reply
from outside.stripe.expansion import expanded
from outside.stripe.idempotency import in_use
from outside.stripe.limiter import too_many
from outside.stripe.world import API_VERSION, World

type Act = Callable[[World, Call], Json]

KEYS = ("sk_test_", "rk_test_")
ASIDE = "An unexpected error occurred while contacting our systems."


def answer(world: World, call: Call, act: Act) -> Reply:
    """Return what the API says to one request."""
    with world.running():
        return _answer(world, call, act)


def _answer(world: World, call: Call, act: Act) -> Reply:
    try:
        _know(call)
        world.limiter.take()
        if call.method == "POST" and call.key:
            reply = _once(world, call, act)
        else:
            fault = world.faults.strike(call.method, call.path)
            reply = _under(fault, lambda: _run(world, call, act))
    except ApiError as refusal:
        reply = refusal.reply(call.request_id)
    reply.headers["Request-Id"] = call.request_id
    reply.headers["Stripe-Version"] = call.headers.get("stripe-version", API_VERSION)
    if call.key:
        reply.headers["Idempotency-Key"] = call.key
    return reply


def _know(call: Call) -> None:
    scheme, _, secret = call.headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not secret:
        raise ApiError("You did not provide an API key.", status=401)
    if not secret.startswith(KEYS):
        raise ApiError(f"Invalid API Key provided: {secret[:8]}***", status=401)


def _once(world: World, call: Call, act: Act) -> Reply:
    with world.keys.at_work(call):
        fault = world.faults.strike(call.method, call.path)
        if earlier := world.keys.earlier(call):
            return _under(fault, lambda: earlier)

        def work() -> Reply:
            with world.store.transaction():
                reply = _broken(False) if fault == "500_saved" else _run(world, call, act)
                if fault == "500_after":
                    reply = _broken(False)
                world.keys.remember(call, reply)
            return reply

        try:
            return _under(fault, work)
        except ApiError as refusal:
            if refusal.is_saved:
                world.keys.remember(call, refusal.reply(call.request_id))
            raise


def _under(fault: str, work: Callable[[], Reply]) -> Reply:
    """Return what the work answers, bent by the fault."""
    if fault == "409":
        raise in_use("busy")
    if fault == "429":
        raise too_many()
    if fault == "500_before":
        return _broken(True)
    if fault == "drop_before":
        return Reply(is_dropped=True)
    reply = work()
    if fault == "500_after" and reply.status < 500:
        return _broken(False)
    if fault == "drop_after":
        return Reply(is_dropped=True)
    return reply


def _run(world: World, call: Call, act: Act) -> Reply:
    with world.store.transaction():
        try:
            content = act(world, call)
        except ApiError as refusal:
            if not refusal.is_kept:
                raise
            return refusal.reply(call.request_id)
    return Reply.of_json(expanded(world, content, call.form.get("expand")))


def _broken(should_retry: bool) -> Reply:
    # Where the key remembers the 500, another attempt would only get it again.
    refusal = ApiError(ASIDE, status=500, kind="api_error", should_retry=should_retry)
    return refusal.reply("")
