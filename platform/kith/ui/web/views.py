"""The bundles, a shop's tokens, and the reader's choice of theme and language."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from kith.ui.brand import NotABrand, brand_sheet, read_address
from kith.ui.bundle import HERE, Bundle, script_bundle, style_bundle
from kith.ui.context import THEME_COOKIE, THEMES
from kith.ui.questions import choose_language

FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
ONE_YEAR_SECONDS = 31_536_000


@require_safe
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    return _bundled(request, style_bundle(), digest, "text/css; charset=utf-8")


@require_safe
def script(request: HttpRequest, digest: str) -> HttpResponse:
    return _bundled(request, script_bundle(), digest, "text/javascript; charset=utf-8")


@require_safe
def brand(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    try:
        sheet = brand_sheet(read_address(name))
    except NotABrand as error:
        raise Http404 from error
    return HttpResponse(
        sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOREVER}
    )


@require_safe
def mark(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        (HERE / "mark.svg").read_bytes(),
        content_type="image/svg+xml",
        headers={"Cache-Control": A_DAY},
    )


@require_safe
def theme(request: HttpRequest, theme: str) -> HttpResponseRedirect:
    """Keep the theme; a preference of the device's, so a plain link may set it."""
    answer = _back(request)
    if theme in THEMES:
        answer.set_cookie(
            THEME_COOKIE,
            theme,
            max_age=ONE_YEAR_SECONDS,
            samesite="Lax",
            secure=request.is_secure(),
        )
    else:
        answer.delete_cookie(THEME_COOKIE, samesite="Lax")
    return answer


@require_safe
def language(request: HttpRequest, language: str) -> HttpResponseRedirect:
    """Keep the language the reader wants on this device, and for their account."""
    answer = _back(request)
    if language in dict(settings.LANGUAGES):
        reader = getattr(request, "user", None)
        if reader is not None and reader.is_authenticated:
            choose_language(person_id=reader.pk, language=language)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=ONE_YEAR_SECONDS,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return answer


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Return to the page the link stood on, on this host only."""
    wanted = request.GET.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if is_ours else "/")


def _bundled(request: HttpRequest, bundle: Bundle, digest: str, kind: str) -> HttpResponse:
    """Send the bundle as small as the browser reads it; an old address is not kept."""
    accepted = request.headers.get("Accept-Encoding", "")
    headers = {
        "Cache-Control": FOREVER if digest == bundle.digest else "no-store",
        "Vary": "Accept-Encoding",
    }
    body = bundle.plain
    if "br" in accepted:
        body, headers["Content-Encoding"] = bundle.brotli, "br"
    elif "gzip" in accepted:
        body, headers["Content-Encoding"] = bundle.gzip, "gzip"
    return HttpResponse(body, content_type=kind, headers=headers)
