"""Doors of the led set-up: each step is a page, and every reload finds its place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.settlement.usecases.onboard_payee import onboard_payee
from catalog.storefront.queries import offers_on_sale
from faces.desk.setup import STEPS, Setup, setup_of
from faces.desk.web.forms import VoiceForm
from faces.desk.web.steps import setup_steps
from kith.errors import DomainError
from kith.permissions import requires
from kith.ui.navigation import href_of
from kith.wall import required_tenant
from tenants.accounts.asking_again import asks_again
from tenants.registry.queries import primary_host, shop_link, tenant_url
from tenants.workspace.queries import shop_words
from tenants.workspace.usecases.describe_shop import describe_shop
from tenants.workspace.usecases.note_link_passed_on import note_link_passed_on

PAGE = "faces/desk/setup.html"


@require_GET
@requires("settings.edit")
def setup(request: HttpRequest) -> HttpResponse:
    """Show one step of the set-up: the one asked for, or the first that is not done."""
    return _page(request, setup_of(required_tenant()), step=request.GET.get("step", ""))


@require_GET
@requires("settings.edit")
def payouts_state(request: HttpRequest) -> HttpResponse:
    """Send back whether payouts are open by now; once they are, the whole page moves on."""
    setup = setup_of(required_tenant())
    response = render(request, f"{PAGE}#payouts", {"setup": setup})
    if setup.done.get("payouts"):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@requires("settings.edit")
def words(request: HttpRequest) -> HttpResponse:
    """Keep the shop's name and voice."""
    form = VoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, setup_of(required_tenant()), step="words", form=form, status=422)
    known = shop_words()
    try:
        describe_shop(
            **form.cleaned_data,
            about=known.about,
            support_email=known.support_email,
            languages=known.languages,
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _page(
            request,
            setup_of(required_tenant()),
            step="words",
            form=form,
            refusal=refusal,
            status=409,
        )
    messages.success(request, _("Kept. Your shop has a name and a voice."))
    return redirect(f"{reverse('desk-setup')}?step=offers")


@require_POST
@requires("payouts.edit")
@asks_again
def payouts(request: HttpRequest) -> HttpResponse:
    """Lead to the payment provider, where the payout account is opened."""
    tenant = required_tenant()
    back = tenant_url(primary_host(tenant_id=tenant.uuid), f"{reverse('desk-setup')}?step=payouts")
    try:
        link = onboard_payee(
            party_kind="tenant",
            party_ref=tenant.uuid,
            email=request.user.email,
            country=tenant.country,
            return_url=back,
            refresh_url=back,
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.warning(request, f"{refusal} {refusal.mend}".strip())
        return redirect(back)
    return redirect(link)


@require_POST
@requires("settings.edit")
def shared(request: HttpRequest) -> HttpResponse:
    """Remember that the link was passed on."""
    note_link_passed_on(at=timezone.now())
    if setup_of(required_tenant()).is_done:
        messages.success(request, _("Your shop is set up."))
        return redirect("desk-home")
    messages.success(request, _("Noted. Finish the other steps when you like."))
    return redirect("desk-setup")


def _page(
    request: HttpRequest,
    setup: Setup,
    *,
    step: str,
    form: VoiceForm | None = None,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    current = step if step in STEPS else setup.next_step
    known = shop_words()
    begun = {"name": known.name, "tagline": known.tagline, "support_hours": known.support_hours}
    following = STEPS[STEPS.index(current) + 1 :]
    return render(
        request,
        PAGE,
        {
            "setup": setup,
            "steps": setup_steps(setup, current=current),
            "at": {current: True},
            "form": form or VoiceForm(initial=begun),
            "offers": offers_on_sale() if current == "offers" else [],
            "most_offers": setup.most_offers,
            "offers_url": href_of("desk-offers"),
            "next_url": f"{reverse('desk-setup')}?step={following[0]}" if following else "",
            "link": shop_link(tenant_id=required_tenant().uuid),
            "refusal": refusal,
        },
        status=status,
    )
