"""Doors to the tokens of a person's programs."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kith.permissions import owners_alone, signed_in
from kith.visible import LineField
from kith.wall import required_tenant
from tenants.accounts.access import live_tokens
from tenants.accounts.asking_again import asks_again
from tenants.accounts.middleware import second_factor_url
from tenants.accounts.models import AccessToken
from tenants.accounts.usecases.make_access_token import TokenNameTaken, make_access_token
from tenants.accounts.usecases.revoke_access_token import revoke_access_token


class TokenForm(forms.Form):
    """What a token is for, and what it may do."""

    name = LineField(
        label=gettext_lazy("What is it for?"),
        max_length=60,
        help_text=gettext_lazy("A name you will know it by, as in “bookkeeping”."),
    )
    may_write = forms.BooleanField(
        label=gettext_lazy("Can place orders"),
        required=False,
        help_text=gettext_lazy("Place orders in your name. Without it, it only reads."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@owners_alone
@signed_in
@asks_again
def tokens(request: HttpRequest) -> HttpResponse:
    """List a person's tokens for this shop; make one, and show its secret this once."""
    # A token is as good as the session that made it: whoever needs a second step shows it first.
    if url := second_factor_url(request):
        return redirect(url)
    holder: Any = {"person_id": request.user.pk, "tenant_id": required_tenant().uuid}
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            secret = make_access_token(**holder, **form.cleaned_data, at=timezone.now())
        except TokenNameTaken as refusal:
            form.add_error("name", f"{refusal} {refusal.mend}")
        else:
            form = TokenForm()
    words = {"form": form, "secret": secret, "tokens": live_tokens(**holder)}
    return render(
        request, "tenants/accounts/tokens.html", words, status=422 if form.errors else 200
    )


@require_POST
@signed_in
def revocation(request: HttpRequest, token_id: Any) -> HttpResponse:
    """Take one of one's own tokens back."""
    try:
        revoke_access_token(
            token_id=token_id,
            person_id=request.user.pk,
            tenant_id=required_tenant().uuid,
            at=timezone.now(),
        )
    except AccessToken.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("The token is revoked: nothing opens with it any more."))
    return redirect("my-tokens")
