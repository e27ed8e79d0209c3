"""Disputes over the API: read one, hand in evidence, or give in."""

from typing import Any

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
from outside.stripe.listing import listed
from outside.stripe.resources.chargebacks import (
    CLOSED,
    FILES,
    LOST,
    TEXTS,
    WON,
    decide,
    escalate,
    is_asked_only,
    lapse,
    lose,
    review,
    tell,
)
from outside.stripe.resources.lookup import needed
from outside.stripe.world import World

MOST_LETTERS = 150_000
# What a tester may write as evidence, to decide how the bank decides.
DECIDES = {"winning_evidence": WON, "losing_evidence": LOST}
ESCALATES = "escalate_inquiry_evidence"


def update_dispute(world: World, call: Call) -> Json:
    """Take evidence: staged with `submit` false, else handed to the bank, once."""
    dispute = needed(world, "dispute", call.args[0])
    _refuse_closed(dispute)
    details = dispute["evidence_details"]
    evidence = _evidence_of(call.form)
    submits = forms.is_yes({"submit": call.form.get("submit", "true")}, "submit")
    if evidence and details["submission_count"]:
        raise ApiError("Evidence was submitted already; a bank takes it once.", is_saved=True)
    dispute["metadata"] = forms.metadata_of(call.form, dispute["metadata"])
    dispute["evidence"].update(evidence)
    letters = sum(len(dispute["evidence"][name] or "") for name in TEXTS)
    if letters > MOST_LETTERS:
        raise ApiError(f"Evidence holds {MOST_LETTERS} letters in all.", param="evidence")
    details["has_evidence"] = any(dispute["evidence"][name] for name in (*TEXTS, *FILES))
    if not (submits and (evidence or details["has_evidence"])):
        return tell(world, "updated", dispute)
    return _submitted(world, dispute)


def _submitted(world: World, dispute: Json) -> Json:
    details = dispute["evidence_details"]
    details["submission_count"] += 1
    details["past_due"] = world.clock.today() > details["due_by"]
    said = dispute["evidence"]["uncategorized_text"] or ""
    review(world, dispute)
    if is_asked_only(dispute):
        if said == ESCALATES:
            escalate(world, dispute)
        elif said in DECIDES:
            lapse(world, dispute)
    elif said in DECIDES:
        decide(world, dispute, DECIDES[said])
    return dispute


def _evidence_of(form: Json) -> Json:
    given: Any = form.get("evidence") or {}
    if not isinstance(given, dict):
        raise ApiError("Invalid object", param="evidence")
    for name, value in given.items():
        if name not in (*TEXTS, *FILES):
            raise ApiError(
                f"Received unknown parameter: evidence[{name}]",
                code="parameter_unknown",
                param=f"evidence[{name}]",
            )
        if not isinstance(value, str):
            raise ApiError(f"Invalid string: {value}", param=f"evidence[{name}]")
    return {name: value or None for name, value in given.items()}


def close_dispute(world: World, call: Call) -> Json:
    """Accept a dispute: the payer keeps the money."""
    dispute = needed(world, "dispute", call.args[0])
    _refuse_closed(dispute)
    if is_asked_only(dispute):
        raise ApiError("An inquiry is accepted by refunding its charge.", is_saved=True)
    return lose(world, dispute)


def _refuse_closed(dispute: Json) -> None:
    if dispute["status"] in CLOSED:
        raise ApiError("This dispute is already closed.", is_saved=True)


def retrieve_dispute(world: World, call: Call) -> Json:
    """Return one dispute."""
    return needed(world, "dispute", call.args[0])


def list_disputes(world: World, call: Call) -> Json:
    """Return a page of disputes."""
    return listed(world, call, "dispute", members=("charge", "payment_intent"))
