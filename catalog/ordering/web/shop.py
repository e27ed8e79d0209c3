"""The buyer's doors: ordering, paying, watching the order move."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalog.lines.esim import Esim
from catalog.lines.queries import LineCard, ended_orders, lines_of_order
from catalog.lines.questions import numbers_coming
from catalog.numbering.queries import show_number
from catalog.ordering.answers import line_of_guest
from catalog.ordering.limits import count_order
from catalog.ordering.models import Order
from catalog.ordering.queries import (
    order_timeline,
    orders_of,
    orders_of_guests,
    unpaid_order,
)
from catalog.ordering.questions import checkout_url
from catalog.ordering.usecases.cancel_order import cancel_order
from catalog.ordering.usecases.claim_order import claim_order
from catalog.ordering.usecases.name_encourager import name_encourager
from catalog.ordering.usecases.place_order import place_order
from catalog.ordering.web.forms import NamingForm, OrderForm, find_encourager
from catalog.ordering.web.words import TONES, state_of, state_word
from catalog.storefront.queries import OfferCard, names_here, offer_card
from catalog.wholesale.allowances import allowance_words
from kith.client_address import client_address
from kith.errors import DomainError
from kith.found import found_or_404
from kith.permissions import signed_in
from kith.ui.formats import date_text, money_text
from kith.ui.shapes import Fact
from kith.wall import day_here, required_tenant
from tenants.accounts.guests import guests_waiting, is_guest

START = "catalog/ordering/start.html"
STATUS = "catalog/ordering/status.html"
# After that, a link alone no longer shows the eSIM: its owner signs in.
LINK_SHOWS_ESIM_FOR = timedelta(days=7)
# For so long an order that is not paid is offered again, instead of a second one.
UNPAID_OFFERED_FOR = timedelta(days=3)
# Where the browser keeps which orders were placed in it: a guest has no other proof.
PLACED_HERE, MOST_PLACED_HERE = "orders", 10


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the few things an order needs, place it, and go to the payment page."""
    offer = _offer(code)
    asking = _asking(request)
    unpaid = unpaid_order(
        offer_code=offer.code,
        person_id=asking["buyer_id"],
        order_ids=request.session.get(PLACED_HERE, []),
        since=timezone.now() - UNPAID_OFFERED_FOR,
    )
    form = OrderForm(
        request.POST or None,
        initial=_known(request),
        **asking,
        search_url=reverse("order-encourager", args=[code]),
        unpaid=unpaid,
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            order = unpaid if form.pays_unpaid else _place(request, form, offer)
        except DomainError as problem:
            refusal = problem
        else:
            return _to_payment(request, order)
    words = {
        "offer": offer,
        "form": form,
        "unpaid": unpaid,
        "refusal": refusal,
        # Whoever shared the link is named at once; what was typed, by the form.
        "found": form.found or find_encourager(form.initial["encourager"], **asking)[0],
        "allowances": allowance_words(offer.allowances),
    }
    return render(request, START, words, status=422 if request.method == "POST" else 200)


@require_GET
def encourager(request: HttpRequest, code: str) -> HttpResponse:
    """Say while typing whom the text names."""
    text = request.GET.get("encourager", "").strip()[:120]
    found, problem = find_encourager(text, **_asking(request))
    return render(request, f"{START}#encourager", {"found": found, "problem": problem})


@never_cache
@require_GET
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Show how the order stands; the part that moves asks for itself every two seconds."""
    order = get_object_or_404(Order, token=token)
    lines = lines_of_order(order_id=order.pk) if order.is_active else []
    words = {
        "order": order,
        "timeline": order_timeline(order=order, at=timezone.now()),
        "numbers": [show_number(line.e164) for line in lines],
        "has_esim": any(line.is_esim for line in lines if not line.ended_at),
        "has_ended": bool(lines) and all(line.ended_at for line in lines),
        "esims": _esims(request, order, lines),
        "activations": _activations(order) if order.has_several_lines and not order.is_over else [],
        # A plan that renews can be changed; one of several lines not by oneself.
        "has_plans": order.period != "once" and not order.has_several_lines,
        "is_moving": not order.is_over and order.is_paid,
        # Back from the payment page: the payment's word may still be on its way.
        "is_returning": request.GET.get("paid") == "1" and not order.is_paid,
        "asks_for_encourager": order.asks_for_encourager(timezone.now()),
        "naming": NamingForm(),
        # A card that has not left cannot have worked yet.
        "is_card_to_come": order.waits_for_post,
        "is_guests": order.is_active and is_guest(person_id=order.person_id),
    }
    words["has_several_esims"] = len(words["esims"]) > 1
    words["keeping"] = _keeping(request, order, lines)
    words["is_watched"] = words["is_moving"] or words["is_returning"]
    part = "#progress" if request.htmx else ""
    return render(request, f"{STATUS}{part}", words)


@require_POST
def payment(request: HttpRequest, token: str) -> HttpResponse:
    """Go to the payment page of an order that is not paid yet."""
    order = get_object_or_404(Order, token=token)
    if order.is_paid or order.is_over:
        return redirect("order-status", token=token)
    return _to_payment(request, order)


@require_POST
def naming(request: HttpRequest, token: str) -> HttpResponse:
    """Say whom the word on an order meant, or that nobody encouraged its buyer."""
    order = get_object_or_404(Order, token=token)
    found = None
    if request.POST.get("answer") != "nobody":
        text = request.POST.get("encourager", "").strip()[:120]
        asking = _asking(request) | {"buyer_id": order.person_id}
        found, problem = find_encourager(text, **asking)
        if found is None:
            messages.error(request, problem or _("Give their handle or code."))
            return redirect("order-status", token=token)
    try:
        name_encourager(
            order_id=order.pk, encourager_id=found.id if found else None, at=timezone.now()
        )
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        thanks = _("Saved: %(name)s encouraged you.") % {"name": found.public_name} if found else ""
        messages.success(request, thanks or _("Done. Nobody is named on this order."))
    return redirect("order-status", token=token)


@require_POST
def cancellation(request: HttpRequest, token: str) -> HttpResponse:
    """Call off an order that is not paid."""
    order = get_object_or_404(Order, token=token)
    try:
        cancel_order(order_id=order.pk, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    return redirect("order-status", token=token)


@require_GET
@signed_in
def my_orders(request: HttpRequest) -> HttpResponse:
    """List the person's orders here."""
    found = list(orders_of(person_id=request.user.pk)[:100])
    guests = guests_waiting(person_id=request.user.pk, tenant_id=required_tenant().uuid)
    waiting = orders_of_guests(guest_ids=guests)
    # An order is done once it is active; what it brought may have ended since.
    ended = ended_orders(order.pk for order in found if order.is_active)
    names = names_here(sold={(order.offer_code, order.offer_name) for order in found})
    orders = [
        {
            "href": reverse("order-status", args=[order.token]),
            "plan": names[order.offer_code, order.offer_name],
            "about": f"{order.number} · {date_text(day_here(order.placed_at))}",
            "total": order.total,
            "state": state_word(state_of(order, ended)),
            "tone": TONES.get(state_of(order, ended), "plain"),
        }
        for order in found
    ]
    words = {"orders": orders, "waiting": [_waiting(order) for order in waiting]}
    return render(request, "catalog/ordering/my_orders.html", words)


@require_POST
@signed_in
def owner(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Take an order of a guest into the account, or say that it is not theirs."""
    is_mine = request.POST.get("answer") == "mine"
    whose = {"order_id": order_id, "person_id": request.user.pk}
    try:
        found_or_404(claim_order, **whose, is_mine=is_mine, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        taken, left = _("The order is in your account now."), _("Noted: the order is not yours.")
        messages.success(request, taken if is_mine else left)
    return redirect("my-orders")


def _waiting(order: Order) -> dict:
    """Say what somebody ordered under the reader's address, and where they answer."""
    return {
        "action": reverse("my-order-owner", args=[order.pk]),
        "facts": [
            Fact(_("Plan"), order.offer_name),
            Fact(_("Order"), f"{order.number} · {date_text(day_here(order.placed_at))}"),
            Fact(_("Name on the order"), order.contact_name),
            Fact(_("Price"), money_text(order.total)),
        ],
    }


def _offer(code: str) -> OfferCard:
    try:
        return offer_card(code=code)
    except DomainError as refusal:
        raise Http404(str(refusal)) from refusal


def _asking(request: HttpRequest) -> dict:
    """Say who asks for the name of somebody else, and from where."""
    buyer_id = request.user.pk if request.user.is_authenticated else None
    return {"buyer_id": buyer_id, "asked_from": client_address(request)}


def _known(request: HttpRequest) -> dict:
    """Fill in what a signed-in person has told us, and who sent them here."""
    sent_by = request.GET.get("by") or request.session.get("encourager", "")
    known = {"encourager": sent_by[:120]}
    if request.user.is_authenticated:
        known |= {
            "contact_name": request.user.full_name,
            "contact_email": request.user.email,
            "contact_phone": request.user.phone or "",
        }
    return known


def _place(request: HttpRequest, form: OrderForm, offer: OfferCard) -> Order:
    count_order(asked_from=form.asked_from, at=timezone.now())
    asked = form.asked
    # The same form sent twice is one order; the form gone back to and changed is another.
    content = sha256(repr([offer.code, sorted(asked.items())]).encode()).hexdigest()[:24]
    order = place_order(
        **asked,
        offer_code=offer.code,
        person_id=form.buyer_id,
        key=f"{form.cleaned_data['form_key']}:{content}",
        language=get_language() or "",
        at=timezone.now(),
    )
    if form.replaces_unpaid and form.unpaid.pk != order.pk:
        cancel_order(order_id=form.unpaid.pk, at=timezone.now())
    placed = [one for one in request.session.get(PLACED_HERE, []) if one != str(order.pk)]
    request.session[PLACED_HERE] = [str(order.pk), *placed][:MOST_PLACED_HERE]
    return order


def _to_payment(request: HttpRequest, order: Order) -> HttpResponse:
    page = request.build_absolute_uri(reverse("order-status", args=[order.token]))
    try:
        url = checkout_url(
            order_id=order.pk, return_url=f"{page}?paid=1", cancel_url=page, at=timezone.now()
        )
    except DomainError as refusal:
        messages.error(
            request,
            _("The payment page did not open: %(reason)s %(mend)s")
            % {"reason": refusal, "mend": refusal.mend or _("Try again in a moment.")},
        )
        return redirect(page)
    return redirect(url)


def _activations(order: Order) -> list[dict]:
    """Say of each line of a plan whether the network has switched it on yet."""
    return [
        {
            "number": show_number(activation.e164),
            "state": _("Active") if activation.is_active else _("Being activated"),
            "tone": "good" if activation.is_active else "info",
        }
        for activation in order.activations.order_by("place")
    ]


def _keeping(request: HttpRequest, order: Order, lines: list[LineCard]) -> list[dict]:
    """Say of each line how its owner's own number stands, or where it can be asked for."""
    if not lines:
        wish = order.number_wish
        waits = _("We ask for it as soon as your line works.")
        return [{"number": show_number(wish["e164"]), "text": waits}] if wish else []
    serving = [line for line in lines if not line.ended_at]
    coming = numbers_coming(line_ids=[line.id for line in serving], at=timezone.now())
    guests = line_of_guest(token=order.token, at=timezone.now())
    is_owner = request.user.is_authenticated and request.user.pk == order.person_id
    return [
        {
            "number": show_number(line.e164),
            "text": coming.get(line.id, ""),
            "href": reverse("guest-number", args=[order.token])
            if line.id == guests and not is_owner
            else reverse("my-line-number", args=[line.id]),
        }
        for line in serving
    ]


def _esims(request: HttpRequest, order: Order, lines: list[LineCard]) -> list[Esim]:
    """Give the eSIMs to their owner, and for some days to whoever has the link."""
    if order.active_at is None:
        return []
    is_owner = request.user.is_authenticated and request.user.pk == order.person_id
    is_fresh = timezone.now() - order.active_at < LINK_SHOWS_ESIM_FOR
    if not (is_owner or is_fresh):
        return []
    return [
        Esim(line.activation_code, show_number(line.e164))
        for line in lines
        if line.is_esim and not line.ended_at
    ]
