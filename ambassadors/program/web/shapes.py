"""Turn what the ladder knows into what its pages draw."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ambassadors.program.models import Measure, PromotionCase, Signature, TierCode
from ambassadors.program.queries import RATES, Weighed
from ambassadors.program.usecases.decline_case import Reason
from kith.ui.formats import date_text, day_text
from kith.ui.shapes import Criterion, TimelineStep
from tenants.accounts.queries import PersonCard, person_cards
from tenants.registry.queries import tenant_cards
from tenants.registry.steps import Making, StepCard

DAYS = {Measure.ACCOUNT_DAYS, Measure.TIER_DAYS}


def amount(code: str, value: int) -> str:
    """Write a measure's value with its unit."""
    if code in RATES:
        return f"{value} %"
    if code in DAYS:
        return ngettext("%(count)s day", "%(count)s days", value) % {"count": value}
    return str(value)


def as_criterion(row: Weighed) -> Criterion:
    """Return a criterion as the component draws it."""
    return Criterion(
        label=row.label,
        value=amount(row.code, row.value),
        threshold=amount(row.code, row.threshold),
        state=row.state,
        share=row.share,
        note=row.note,
    )


def weighed_then(case: PromotionCase) -> list[Weighed]:
    """Return the criteria of a case as they stood when it was opened."""
    return [
        Weighed(row.code, row.value, row.threshold, row.is_met, row.evidence)
        for row in case.criteria.order_by("position", "pk")
    ]


def changed_since(then: Iterable[Weighed], now: Iterable[Weighed]) -> list[str]:
    """Say which values moved since the case was opened, in words."""
    today = {row.code: row for row in now}
    return [
        _("%(label)s: %(before)s then, %(now)s now")
        % {
            "label": row.label,
            "before": amount(row.code, row.value),
            "now": amount(row.code, today[row.code].value),
        }
        for row in then
        if row.code in today and today[row.code].value != row.value
    ]


def evidence_rows(weighed: Iterable[Weighed]) -> list[dict]:
    """Return what each criterion rests on: people and shops by name, with their dates."""
    rows = [row for row in weighed if row.evidence]
    people = person_cards(_ids(rows, "referrals", "person"))
    shops = {card.uuid: card for card in tenant_cards(ids=_ids(rows, "counts", "tenant"))}
    return [
        {
            "label": row.label,
            "sentences": [
                *(_referral(one, people) for one in row.evidence.get("referrals", [])),
                *(_count(one, shops) for one in row.evidence.get("counts", [])),
            ],
        }
        for row in rows
    ]


def _ids(rows: list[Weighed], kind: str, key: str) -> list[UUID]:
    return [UUID(one[key]) for row in rows for one in row.evidence.get(kind, [])]


def _day(written: str) -> str:
    return date_text(datetime.fromisoformat(written).date())


def _referral(one: dict, people: dict[UUID, PersonCard]) -> str:
    person = people.get(UUID(one["person"]))
    return _("%(name)s, counted since %(day)s (referral %(id)s)") % {
        "name": person.name if person else one["person"],
        "day": _day(one["qualified_at"]),
        "id": one["id"],
    }


def _count(one: dict, shops: dict) -> str:
    shop = shops.get(UUID(one["tenant"]))
    return _(
        "%(shop)s: %(active)s in service, of %(served_90d)s served in 90 days and "
        "%(served_12m)s in 12 months, counted on %(day)s"
    ) % {
        "shop": shop.name if shop else one["tenant"],
        "active": one["active"],
        "served_90d": one["served_90d"],
        "served_12m": one["served_12m"],
        "day": _day(one["measured_at"]),
    }


def history(case: PromotionCase, people: dict[UUID, PersonCard]) -> list[TimelineStep]:
    """Return what has happened to a case, in order, and what comes next."""

    def name(person_id: UUID) -> str:
        return people[person_id].name if person_id in people else str(person_id)

    version = _("Version %(n)s of the programme") % {"n": case.run.programme.version}
    opened = TimelineStep(_("Opened by the assessment"), "done", at=case.opened_at, note=version)
    happened = [opened]
    for row in case.signatures.all():
        is_signed = row.verdict == Signature.Verdict.SIGNED
        words = _("Signed by %(name)s") if is_signed else _("Declined by %(name)s")
        happened.append(
            TimelineStep(words % {"name": name(row.person_id)}, "done", at=row.at, note=row.note)
        )
    for question in case.questions.all():
        asked = _("%(name)s asked") % {"name": name(question.asked_by)}
        happened.append(TimelineStep(asked, "done", at=question.asked_at, note=question.text))
        if question.answered_at:
            answered = _("%(name)s answered") % {"name": name(case.person_id)}
            happened.append(
                TimelineStep(answered, "done", at=question.answered_at, note=question.answer)
            )
    happened.sort(key=lambda step: step.at or case.opened_at)
    return [*happened, *_what_comes(case)]


def _what_comes(case: PromotionCase) -> list[TimelineStep]:
    if case.is_open:
        missing = case.signatures_needed - sum(
            row.verdict == Signature.Verdict.SIGNED for row in case.signatures.all()
        )
        words = ngettext(
            "%(count)s signature is missing", "%(count)s signatures are missing", missing
        )
        due = _("Due on %(day)s") % {"day": day_text(case.due_on)}
        return [TimelineStep(words % {"count": missing}, "now", note=due)]
    if not case.is_approved:
        return []
    step = _("Now: %(step)s") % {"step": TierCode(case.to_tier).label}
    if case.carried_out_at:
        return [TimelineStep(step, "done", at=case.carried_out_at)]
    return [TimelineStep(_("Being carried out"), "now")]


def making_steps(making: Making) -> list[TimelineStep]:
    """Return the steps of a shop's making, those to come included."""
    return [
        TimelineStep(step.label, _state_of(step), at=step.ended_at or step.started_at)
        for step in making.steps
    ]


def _state_of(step: StepCard) -> Literal["done", "now", "waiting", "failed"]:
    if step.ended_at:
        return "done"
    if step.failure:
        return "failed"
    return "now" if step.started_at else "waiting"


def reasons_of(case: PromotionCase) -> list[str]:
    """Return why a case was declined, as the candidate reads it."""
    return [str(Reason(code).label) for code in case.reason_codes]
