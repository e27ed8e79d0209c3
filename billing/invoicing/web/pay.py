"""The page behind the link in a bill's letter: one bill, and the way to pay it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from billing.invoicing.hosted_pages import ChargeUnderWay
from billing.invoicing.limits import count_look, count_press
from billing.invoicing.pay_links import LIFE, LinkedBill, bill_of_link
from billing.invoicing.usecases.open_invoice_checkout import open_invoice_checkout
from kith.client_address import client_address
from kith.errors import DomainError
from kith.limits.allowances import TooOften
from kith.ui.shapes import Fact
from kith.ui.web.too_often import too_often

PAGE = "billing/invoicing/pay.html"


@never_cache
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Show the one bill a link stands for, and lead to its payment page when asked to."""
    now = timezone.now()
    bill = bill_of_link(token=token, at=now)
    if bill is None:
        # Before anything is counted: what is no link of this shop leaves no trace in it.
        raise Http404(token)
    try:
        count_look(asked_from=client_address(request), at=now)
        if request.method != "POST" or not bill.is_payable:
            return _page(request, token, bill)
        count_press(invoice_id=bill.id, at=now)
    except TooOften as too_many:
        return too_often(request, too_many.wait)
    page = request.build_absolute_uri(reverse("pay-link", args=[token]))
    try:
        url = open_invoice_checkout(
            invoice_id=bill.id, return_url=f"{page}?paid=1", cancel_url=f"{page}?back=1", at=now
        )
    except ChargeUnderWay:
        # Whose card that is, is not for everybody who holds the letter.
        refusal = _("A payment of this bill is already on its way."), _("Look again in a while.")
        return _page(request, token, bill, refusal=refusal)
    except DomainError as problem:
        return _page(request, token, bill, refusal=(str(problem), problem.mend))
    return redirect(url)


def _page(
    request: HttpRequest, token: str, bill: LinkedBill, *, refusal: tuple[str, str] | None = None
) -> HttpResponse:
    is_silent = bill.has_run_out and not bill.is_over
    facts = [] if is_silent else [Fact(_("What for"), bill.label)]
    if bill.is_payable:
        facts.append(Fact(_("Due on"), bill.due_on))
    content = {
        "token": token,
        "bill": bill,
        "facts": facts,
        "refusal": refusal,
        "days": LIFE.days,
        # Back from the payment page: the payment's word may still be on its way.
        "is_returning": bill.is_payable and request.GET.get("paid") == "1",
        "stepped_back": request.GET.get("back") == "1",
    }
    part = "#bill" if request.htmx else ""
    status = 409 if request.method == "POST" else 410 if is_silent else 200
    answer = render(request, f"{PAGE}{part}", content, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
