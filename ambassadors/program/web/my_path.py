"""Doors for a person who looks where they stand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ambassadors.program.earning import earning_rules
from ambassadors.program.models import CaseQuestion, PromotionCase, TierCode
from ambassadors.program.queries import NoProgramme, Path, path_of
from ambassadors.program.usecases.answer_question import answer_question
from ambassadors.program.web.forms import AnswerForm
from ambassadors.program.web.shapes import as_criterion, history, reasons_of
from ambassadors.referral.queries import referral_counts
from kith.errors import DomainError
from kith.permissions import signed_in
from kith.ui.shapes import SetupStep
from tenants.accounts.queries import person_cards
from tenants.registry.queries import page_address, tenant_owned_by

PAGE = "ambassadors/program/my_path.html"
WHAT_IT_BRINGS = {
    TierCode.CUSTOMER: gettext_lazy("You use the network, and may name who encouraged you."),
    TierCode.AMBASSADOR: gettext_lazy("You pass your link on; friends who stay count for you."),
    TierCode.RESELLER: gettext_lazy(
        "You get a shop of your own and earn on what your circle pays."
    ),
    TierCode.OPERATOR: gettext_lazy("Your own brand, prices and domain, on our network."),
}


@require_GET
@signed_in
def path(request: HttpRequest) -> HttpResponse:
    """Show where the person stands and what the next step asks."""
    return _page(request)


@require_POST
@signed_in
def answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Keep the candidate's answer to one question."""
    mine = CaseQuestion.objects.filter(case__person_id=request.user.pk)
    question = get_object_or_404(mine, pk=question_id)
    form = AnswerForm(request.POST, auto_id=f"answer_{question.pk}_%s")
    if not form.is_valid():
        return _page(request, answered={question.pk: form}, status=422)
    try:
        answer_question(
            question_id=question.pk,
            by=request.user.pk,
            text=form.cleaned_data["text"],
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _page(request, refusal=refusal, status=409)
    messages.success(request, _("Sent. Whoever decides reads it next."))
    return redirect("my-path")


def _page(
    request: HttpRequest,
    *,
    refusal: DomainError | None = None,
    answered: dict[int, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    try:
        mine = path_of(person_id=request.user.pk, at=now)
    except NoProgramme as none_yet:
        return render(request, PAGE, {"refusal": none_yet}, status=status)
    case = _latest_case(request)
    forms = answered or {}
    shop = tenant_owned_by(person_id=request.user.pk)
    return render(
        request,
        PAGE,
        {
            "path": mine,
            "rules": earning_rules(at=now),
            "climb": _climb(mine),
            "criteria": [as_criterion(row) for row in mine.criteria],
            "case": case,
            "case_step": TierCode(case.to_tier).label if case else "",
            "history": history(case, _people(case)) if case else [],
            "reasons": reasons_of(case) if case else [],
            "questions": [
                (row, forms.get(row.pk) or AnswerForm(auto_id=f"answer_{row.pk}_%s"))
                for row in (case.questions.all() if case else [])
                if row.answered_at is None
            ],
            "shop": shop,
            "desk_url": page_address("desk-home", tenant_id=shop.uuid) if shop else "",
            "referrals": referral_counts(person_id=request.user.pk),
            "refusal": refusal,
        },
        status=status,
    )


def _latest_case(request: HttpRequest) -> PromotionCase | None:
    return (
        PromotionCase.objects.filter(person_id=request.user.pk)
        .select_related("run__programme")
        .prefetch_related("signatures", "questions")
        .order_by("-opened_at", "-pk")
        .first()
    )


def _people(case: PromotionCase):
    ids = {row.person_id for row in case.signatures.all()}
    ids |= {row.asked_by for row in case.questions.all()}
    return person_cards(ids | {case.person_id})


def _climb(path: Path) -> list[SetupStep]:
    """Draw the ladder as steps: below me, mine, ahead."""
    codes = TierCode.values
    here = codes.index(path.current)
    states = ["done" if place <= here else "todo" for place in range(len(codes))]
    if here + 1 < len(codes):
        states[here + 1] = "now"
    return [
        SetupStep(
            label=str(TierCode(code).label), state=state, note=str(WHAT_IT_BRINGS[TierCode(code)])
        )
        for code, state in zip(codes, states, strict=True)
    ]
