"""Doors for staff who decide on promotions."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ambassadors.program.models import PromotionCase, Signature, TierCode
from ambassadors.program.queries import weigh
from ambassadors.program.sql_cases import cases_of_people_named
from ambassadors.program.usecases.ask_candidate import ask_candidate
from ambassadors.program.usecases.carry_out_again import carry_out_again
from ambassadors.program.usecases.decline_case import decline_case
from ambassadors.program.usecases.sign_case import sign_case
from ambassadors.program.web.forms import AskForm, DeclineForm, SignForm
from ambassadors.program.web.shapes import (
    as_criterion,
    changed_since,
    evidence_rows,
    history,
    making_steps,
    reasons_of,
    weighed_then,
)
from kith.errors import DomainError
from kith.faults import fault_words
from kith.permissions import allowed, requires
from kith.ui.shapes import Column, Select, Tab
from kith.ui.spreadsheets import table_answer, wants_csv
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import person_cards
from tenants.registry.queries import tenant_cards
from tenants.registry.steps import making_of

QUEUE = "ambassadors/program/staff_cases.html"
PAGE = "ambassadors/program/staff_case.html"
CASES_A_PAGE = 25


@require_GET
@requires("cases.decide")
def cases(request: HttpRequest) -> HttpResponse:
    """Show the queue of promotions, by how far they are decided."""
    text, tier = request.GET.get("q", "").strip(), request.GET.get("tier", "")
    found = PromotionCase.objects.all()
    if text:
        found = found.filter(pk__in=cases_of_people_named(text=text))
    if tier in TierCode.values:
        found = found.filter(to_tier=tier)
    counts = {
        "open": found.unsigned().count(),
        "second": found.half_signed().count(),
        "decided": found.decided().count(),
    }
    # Who does not say which tab is shown the one with work.
    with_work = "second" if counts["second"] and not counts["open"] else "open"
    view = request.GET.get("view", with_work)
    if wants_csv(request):
        rows = _rows(list(_in_view(found, view)))
        return table_answer(name=f"promotions-{view}", columns=_file_columns(), rows=rows)
    page = Paginator(_in_view(found, view), CASES_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        QUEUE,
        {
            "tabs": _tabs(view, counts, {"q": text, "tier": tier}),
            "rows": _rows(page.object_list),
            "page": page,
            "view": view,
            "is_of_decided": view == "decided",
            "is_of_half_signed": view == "second",
            "search": text,
            "selects": [
                Select("tier", _("Step"), _tiers(), tier),
            ],
            "kept": {"view": view},
            "is_filtered": bool(text or tier),
        },
    )


@require_GET
@requires("cases.decide")
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one promotion with everything a decision needs."""
    return _case_page(request, get_object_or_404(PromotionCase, pk=case_id))


@require_GET
@requires("cases.decide")
def progress(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Send back how far an approval has been carried out."""
    found = get_object_or_404(PromotionCase, pk=case_id)
    return render(request, f"{PAGE}#progress", {"case": found, **_carrying_out(found)})


@require_POST
@requires("cases.decide")
def retry(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Have an approval that stopped on the way taken up again."""
    found = get_object_or_404(PromotionCase, pk=case_id)
    try:
        carry_out_again(case_id=found.pk)
    except DomainError as refusal:
        return _case_page(request, found, refusal=refusal, status=409)
    return redirect("staff-case", case_id=found.pk)


@require_POST
@requires("cases.decide")
@asks_again
def signature(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Sign one promotion."""
    found = get_object_or_404(PromotionCase, pk=case_id)
    form = SignForm(request.POST)
    if not form.is_valid():
        return _case_page(request, found, sign_form=form, status=422)
    try:
        signed = sign_case(
            case_id=case_id,
            by=request.user.pk,
            note=form.cleaned_data["note"],
            is_answer_needed=not form.cleaned_data["without_answer"],
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _case_page(request, found, refusal=refusal, sign_form=form, status=409)
    said = _("Approved.") if signed.is_approved else _("Signed. One more person has to sign.")
    messages.success(request, said)
    return redirect("staff-case", case_id=case_id)


@require_POST
@requires("cases.decide")
def refusal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Decline one promotion, with reasons."""
    found = get_object_or_404(PromotionCase, pk=case_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _case_page(request, found, decline_form=form, status=422)
    try:
        decline_case(
            case_id=case_id,
            by=request.user.pk,
            reason_codes=form.cleaned_data["reason_codes"],
            text=form.cleaned_data["text"],
            retry_on=form.cleaned_data["retry_on"],
            at=timezone.now(),
        )
    except DomainError as refused:
        return _case_page(request, found, decline_form=form, refusal=refused, status=409)
    messages.success(request, _("Declined. The candidate is told why."))
    return redirect("staff-case", case_id=case_id)


@require_POST
@requires("cases.decide")
def question(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask the candidate something."""
    found = get_object_or_404(PromotionCase, pk=case_id)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _case_page(request, found, ask_form=form, status=422)
    try:
        ask_candidate(
            case_id=case_id,
            by=request.user.pk,
            text=form.cleaned_data["text"],
            at=timezone.now(),
        )
    except DomainError as refused:
        return _case_page(request, found, ask_form=form, refusal=refused, status=409)
    messages.success(request, _("Asked. The candidate finds the question on their path."))
    return redirect("staff-case", case_id=case_id)


def _case_page(
    request: HttpRequest,
    case: PromotionCase,
    *,
    refusal: DomainError | None = None,
    sign_form: SignForm | None = None,
    decline_form: DeclineForm | None = None,
    ask_form: AskForm | None = None,
    status: int = 200,
) -> HttpResponse:
    then = weighed_then(case)
    signatures = list(case.signatures.all())
    questions = list(case.questions.order_by("asked_at", "pk"))
    people = person_cards(
        {case.person_id, *(row.person_id for row in signatures)}
        | {row.asked_by for row in questions}
    )
    now = []
    if case.is_open:
        now = weigh(person_id=case.person_id, programme=case.run.programme, at=timezone.now())
    has_signed = any(row.person_id == request.user.pk for row in signatures)
    return render(
        request,
        PAGE,
        {
            "case": case,
            "candidate": people.get(case.person_id),
            "step": TierCode(case.to_tier).label,
            "criteria": [as_criterion(row) for row in then],
            "changes": changed_since(then, now),
            "evidence": evidence_rows(then),
            "history": history(case, people),
            "reasons": reasons_of(case),
            **_carrying_out(case),
            "has_signed": has_signed,
            "unanswered": [row.text for row in questions if row.answered_at is None],
            "is_own": case.person_id == request.user.pk,
            "refusal": refusal,
            "sign_form": sign_form or SignForm(auto_id="sign_%s"),
            "decline_form": decline_form or DeclineForm(auto_id="decline_%s"),
            "ask_form": ask_form or AskForm(auto_id="ask_%s"),
            "may_edit_rules": allowed(request, "programme.edit"),
        },
        status=status,
    )


def _carrying_out(case: PromotionCase) -> dict:
    """Return the shop an approval made, or how far its making has come."""
    making = making_of(key=case.shop_key) if case.is_approved else None
    shops = tenant_cards(ids=[case.tenant_id]) if case.tenant_id else []
    return {
        "shop": shops[0] if shops else None,
        "making": making,
        "fault": fault_words(making.failure) if making and making.failure else "",
        "making_steps": making_steps(making) if making else [],
    }


def _tiers() -> list[tuple[str, str]]:
    steps = [(code, str(label)) for code, label in TierCode.choices[1:]]
    return [("", _("Every step")), *steps]


def _file_columns() -> list[Column]:
    keys = ["opened_at", "due_on", "met", "asked", "signed", "signatures_needed", "outcome"]
    about = [Column(f"case.{key}", key) for key in [*keys, "decided_at"]]
    return [Column("name", ""), Column("step", ""), *about]


def _tabs(view: str, counts: dict[str, int], kept: dict[str, str]) -> list[Tab]:
    labels = {"open": _("Open"), "second": _("Second signature"), "decided": _("Decided")}
    base = reverse("staff-cases")
    rest = {name: value for name, value in kept.items() if value}
    return [
        Tab(
            label,
            f"{base}?{urlencode({'view': key} | rest)}",
            is_current=view == key,
            count=counts[key],
        )
        for key, label in labels.items()
    ]


def _in_view(found: QuerySet, view: str) -> QuerySet:
    if view == "decided":
        chosen = found.decided().order_by("-decided_at", "pk")
    elif view == "second":
        chosen = found.half_signed().order_by("due_on", "opened_at", "pk")
    else:
        chosen = found.unsigned().order_by("due_on", "opened_at", "pk")
    signed = Q(signatures__verdict=Signature.Verdict.SIGNED)
    met = Q(criteria__is_met=True)
    return chosen.annotate(
        signed=Count("signatures", filter=signed, distinct=True),
        met=Count("criteria", filter=met, distinct=True),
        asked=Count("criteria", distinct=True),
    )


def _rows(cases: list[PromotionCase]) -> list[dict]:
    people = person_cards([case.person_id for case in cases])
    return [
        {
            "case": case,
            "name": people[case.person_id].name if case.person_id in people else "",
            "initials": people[case.person_id].initials if case.person_id in people else "?",
            "step": TierCode(case.to_tier).label,
            "href": reverse("staff-case", kwargs={"case_id": case.pk}),
        }
        for case in cases
    ]
