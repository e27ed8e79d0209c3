"""Play the domain registrar of the demo: publish the record that proves a domain."""

from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kith.visible import LineField
from outside.dns.name_server import publish_record, read_zone


class RecordForm(forms.Form):
    """One record of the stand-in for DNS."""

    name = LineField(label=gettext_lazy("Name"), max_length=253)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind, kind) for kind in ("TXT", "CNAME", "A")]
    )
    value = LineField(label=gettext_lazy("Value"), max_length=255)


@never_cache
@require_http_methods(["GET", "POST"])
def records(request: HttpRequest) -> HttpResponse:
    """Show what the stand-in answers; take one more record."""
    if not settings.KITH_DEMO:
        raise Http404
    zone = Path(settings.KITH_STATE_DIR) / "dns.json"
    form = RecordForm(request.POST or None, initial=request.GET.dict() or {"kind": "TXT"})
    if request.method == "POST" and form.is_valid():
        publish_record(zone, **form.cleaned_data)
        messages.success(request, _("Published. The next look-up sees it."))
        return redirect("demo-dns")
    rows = [
        {"name": name, "kind": kind, "value": value}
        for name, kinds in sorted(read_zone(zone).items())
        for kind, values in sorted(kinds.items())
        for value in values
    ]
    return render(request, "demo/dns.html", {"form": form, "rows": rows})
