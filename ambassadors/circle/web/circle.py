"""Doors to the circle: members, invitations, rings, and the way in for a friend."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ambassadors.circle.models import Invitation, Member
from ambassadors.circle.queries import circle_card
from ambassadors.circle.usecases.accept_invitation import accept_invitation
from ambassadors.circle.usecases.invite_friend import invite_friend
from ambassadors.circle.usecases.open_next_ring import open_next_ring
from ambassadors.circle.usecases.renew_invitation import renew_invitation
from ambassadors.circle.usecases.withdraw_invitation import withdraw_invitation
from ambassadors.circle.web.forms import InviteForm
from ambassadors.referral.queries import owner_of_code
from kith.errors import DomainError
from kith.permissions import requires
from kith.ui.shapes import Column
from kith.ui.spreadsheets import table_answer, wants_csv
from kith.wall import day_here, required_tenant
from tenants.accounts.queries import person_card
from tenants.registry.queries import primary_host, tenant_url
from tenants.workspace.queries import shop_face

PAGE = "ambassadors/circle/circle.html"
JOIN = "ambassadors/circle/join.html"
MEMBERS_A_PAGE = 50
INVITATIONS_SHOWN = 100
# How long a withdrawn invitation stays in the list, with its undo.
UNDO_DAYS = 7
# Where the shop remembers whose handle led a visitor in; the checkout fills it in.
ENCOURAGER = "encourager"


@require_http_methods(["GET", "POST"])
@requires("circle.invite")
def circle(request: HttpRequest) -> HttpResponse:
    """Show members and invitations; take a new invitation."""
    form = InviteForm(request.POST or None)
    if wants_csv(request):
        rows = (_member_row(member) for member in _members(_searched(request)))
        return table_answer(name="circle", columns=_columns(), rows=rows)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        invitation = invite_friend(**form.cleaned_data, at=timezone.now())
    except DomainError as refusal:
        return _page(request, form, refusal=refusal, status=409)
    sent = _("Invited. The letter is on its way to %(address)s.")
    by_hand = _("Invited. Pass their link on.")
    words = sent % {"address": invitation.sent_to} if invitation.sent_to else by_hand
    messages.success(request, words)
    return redirect("desk-circle")


@require_POST
@requires("circle.invite")
def withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Take one invitation back."""
    get_object_or_404(Invitation, token=token)
    try:
        withdraw_invitation(token=token, at=timezone.now())
    except DomainError as refusal:
        return _page(request, InviteForm(), refusal=refusal, status=409)
    messages.success(request, _("Taken back. You can undo this for a week."))
    return redirect("desk-circle")


@require_POST
@requires("circle.invite")
def renewal(request: HttpRequest, token: str) -> HttpResponse:
    """Undo a withdrawal."""
    get_object_or_404(Invitation, token=token)
    try:
        renew_invitation(token=token, at=timezone.now())
    except DomainError as refusal:
        return _page(request, InviteForm(), refusal=refusal, status=409)
    messages.success(request, _("The invitation works again."))
    return redirect("desk-circle")


@require_POST
@requires("circle.invite")
def next_ring(request: HttpRequest) -> HttpResponse:
    """Open the next ring, if the circle has earned it."""
    try:
        size = open_next_ring(at=timezone.now())
    except DomainError as refusal:
        return _page(request, InviteForm(), refusal=refusal, status=409)
    messages.success(request, _("Your circle may grow to %(size)s.") % {"size": size})
    return redirect("desk-circle")


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Greet an invited friend; accepting leads into the shop."""
    invitation = get_object_or_404(Invitation, token=token)
    owner_id = required_tenant().owner_id
    seller = person_card(owner_id) if owner_id else None
    words = {"invitation": invitation, "seller": seller, "face": shop_face()}
    if request.method != "POST":
        return render(request, JOIN, words)
    try:
        accept_invitation(token=token, at=timezone.now())
    except DomainError as refusal:
        return render(request, JOIN, words | {"refusal": refusal}, status=409)
    if seller:
        request.session[ENCOURAGER] = seller.handle
    return redirect("/")


@require_GET
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Remember who passed the link on, and show the shop."""
    sender = owner_of_code(code=code)
    if sender:
        request.session[ENCOURAGER] = sender.handle
        said = _("%(name)s sent you. We remember it when you order.") % {"name": sender.public_name}
        messages.info(request, said)
    else:
        messages.info(request, _("This link names nobody we know. The shop is open all the same."))
    return redirect("/")


def _page(
    request: HttpRequest,
    form: InviteForm,
    *,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    card, host = circle_card(), primary_host(tenant_id=required_tenant().uuid)
    text = _searched(request)
    page = Paginator(_members(text), MEMBERS_A_PAGE).get_page(request.GET.get("page"))
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    lately = Invitation.objects.open() | Invitation.objects.filter(withdrawn_at__gte=since)
    return render(
        request,
        PAGE,
        {
            "form": form,
            "circle": card,
            "search": text,
            "page": page,
            "columns": _columns(),
            "rows": [_member_row(member) for member in page.object_list],
            "invitations": [
                {
                    "invitation": row,
                    "link": tenant_url(host, reverse("shop-join", kwargs={"token": row.token})),
                }
                for row in lately.order_by("-invited_at", "pk")[:INVITATIONS_SHOWN]
            ],
            "refusal": refusal,
        },
        status=status,
    )


def _searched(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()


def _members(text: str) -> QuerySet[Member]:
    members = Member.objects.filter(left_at=None).select_related("invitation")
    if text:
        members = members.filter(name__has=text)
    return members.order_by("-came_at", "pk")


def _columns() -> list[Column]:
    return [
        Column("name", _("Name"), kind="strong"),
        Column("came_at", _("With you since"), kind="date"),
        Column("place", _("Place")),
    ]


def _member_row(member: Member) -> dict:
    if member.is_waiting:
        place = _("waits for the next ring")
    elif member.invitation:
        place = _("in the circle, by invitation")
    else:
        place = _("in the circle")
    return {"name": member.name, "came_at": day_here(member.came_at), "place": place}
