"""Doors of the workspace: what a seller says, wears, and where the shop is found."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.errors import DomainError
from kith.permissions import requires
from kith.ui.brand import brand_address
from kith.wall import required_tenant
from tenants.workspace.legibility import NearestPassingColour, unreadable_in
from tenants.workspace.logos import logo_path
from tenants.workspace.queries import (
    ShopFace,
    further_languages,
    quiet_tint,
    shop_face,
    shop_words,
)
from tenants.workspace.usecases.describe_shop import describe_shop
from tenants.workspace.usecases.remove_logo import remove_logo
from tenants.workspace.usecases.set_brand import set_brand
from tenants.workspace.usecases.upload_logo import (
    FIRST_ACCENT,
    FIRST_INK,
    FIRST_RADIUS,
    upload_logo,
)
from tenants.workspace.web.forms import BrandForm, LogoForm, ShopForm
from tenants.workspace.web.tabs import settings_tabs

# A file somebody uploaded is nobody's page: nothing in it may run or fetch.
FILE_POLICY = {"default-src": ["'none'"], "sandbox": True}


@require_http_methods(["GET", "POST"])
@requires("settings.edit")
def shop_settings(request: HttpRequest) -> HttpResponse:
    """Show and take the name and the voice of the shop."""
    words = shop_words()
    known = {
        name: getattr(words, name)
        for name in ("name", "tagline", "about", "support_email", "support_hours", "languages")
    }
    form = ShopForm(
        request.POST or None,
        initial=known,
        languages=further_languages(),
        translations=words.translations,
    )
    if request.method == "POST" and form.is_valid():
        try:
            person: Any = request.user
            describe_shop(**form.cleaned_data, by=person.pk, at=timezone.now())
        except DomainError as refusal:
            form.add_error("name", f"{refusal} {refusal.mend}")
        else:
            messages.success(request, _("Saved. Your shop shows it now."))
            return redirect("desk-settings")
    shown = {"form": form, "tabs": settings_tabs(request, "desk-settings")}
    status = 422 if form.errors else 200
    return render(request, "tenants/workspace/settings.html", shown, status=status)


@require_http_methods(["GET", "POST"])
@requires("brand.edit")
def brand(request: HttpRequest) -> HttpResponse:
    """Show and take the tokens of the brand."""
    form = BrandForm(request.POST or None, initial=_worn(shop_face()))
    refusal: DomainError | None = None
    if request.method == "POST" and form.is_valid():
        person: Any = request.user
        try:
            set_brand(**form.cleaned_data, by=person.pk, at=timezone.now())
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("Your shop wears its new brand."))
            return redirect("desk-brand")
    words = {
        "form": form,
        "refusal": refusal,
        "mended": _mended(form, refusal),
        "logo_form": LogoForm(),
        "preview": _preview(form),
        "tabs": settings_tabs(request, "desk-brand"),
    }
    status = 422 if form.errors or refusal else 200
    return render(request, "tenants/workspace/brand.html", words, status=status)


@require_POST
@requires("brand.edit")
def brand_preview(request: HttpRequest) -> HttpResponse:
    """Show the shop in tokens that are not saved yet."""
    words = {"preview": _preview(BrandForm(request.POST))}
    return render(request, "tenants/workspace/brand.html#preview", words)


@require_POST
@requires("brand.edit")
def logo(request: HttpRequest) -> HttpResponse:
    """Take a picture as the logo, or take the logo off."""
    person: Any = request.user
    if "remove" in request.POST:
        remove_logo()
        messages.success(request, _("The logo is gone; your shop shows its name."))
        return redirect("desk-brand")
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            upload_logo(content=form.cleaned_data["logo"].read(), by=person.pk, at=timezone.now())
        except DomainError as refusal:
            messages.error(request, f"{refusal} {refusal.mend}")
        else:
            messages.success(request, _("Your shop shows its new logo."))
    else:
        messages.error(request, _("Choose a picture first."))
    return redirect("desk-brand")


@require_GET
@csp_override(FILE_POLICY)
def shop_logo(request: HttpRequest, name: str) -> FileResponse:
    """Give a logo of this tenant, from this tenant's folder alone."""
    path = logo_path(required_tenant().uuid, name)
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"),
        content_type="image/png",
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Disposition": "inline",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _worn(face: ShopFace) -> dict[str, Any]:
    """Return the tokens the shop wears now, or those it would begin with."""
    if not face.accent:
        return {
            "accent": FIRST_ACCENT,
            "ink_on_accent": FIRST_INK,
            "surface_tint": quiet_tint(FIRST_ACCENT),
            "radius": FIRST_RADIUS,
            "type_pairing": "paper",
        }
    return {
        name: getattr(face, name)
        for name in ("accent", "ink_on_accent", "surface_tint", "radius", "type_pairing")
    }


def _mended(form: BrandForm, refusal: DomainError | None) -> dict[str, Any]:
    """Return the tokens with the colour that could not be read replaced; empty without one."""
    if not isinstance(refusal, NearestPassingColour):
        return {}
    return {**form.cleaned_data, refusal.field: refusal.nearest}


def _preview(form: BrandForm) -> dict[str, Any]:
    """Return the sheet of the tokens as they stand in the form, saved or not."""
    if form.is_bound and not form.is_valid():
        return {"is_readable": False, "sheet": ""}
    tokens = form.cleaned_data if form.is_bound else form.initial
    face = ShopFace(name="", tagline="", about="", is_own_brand=True, **tokens)
    return {
        "is_readable": True,
        "sheet": brand_address(face),
        "tokens": tokens,
        "unreadable": unreadable_in(tokens),
    }
