"""Questions of the directory and of the staff's list."""

from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from kith.translated import column_said
from tenants.registry.models import Closing, Domain, ProvisioningStep, Tenant


def storefronts(*, search: str = "") -> QuerySet:
    """
    Return the open storefronts whose name or line has the words, the telco's own first.

    `line` is what each says of itself in the reader's language.
    """
    found = Tenant.objects.selling().annotate(line=column_said("tagline"))
    for word in search.split()[:5]:
        found = found.filter(Q(name__has=word) | Q(line__has=word))
    return (
        found.annotate(is_home=Count("pk", filter=Q(kind=Tenant.Kind.HOME)))
        .prefetch_related(_hosts())
        .order_by("-is_home", "name", "pk")
    )


def tenants_for_staff(*, search: str = "", state: str = "") -> QuerySet:
    """Return every tenant, those that are closed only where they are asked for, newest first."""
    found = Tenant.objects.filter(closed_at__isnull=state != "closed")
    if search:
        found = found.filter(Q(name__has=search) | Q(slug__icontains=search))
    if state == "live":
        found = found.filter(live_at__isnull=False, suspended_at=None)
    elif state == "making":
        found = found.filter(live_at=None)
    elif state == "closing":
        found = found.filter(closings__in=Closing.objects.standing())
    elif state == "suspended":
        found = found.filter(suspended_at__isnull=False)
    return found.prefetch_related(_hosts(), _steps()).order_by("-created_at", "pk")


def tenant_detail(*, tenant_id: UUID) -> Tenant:
    """
    Return one tenant with its hosts and steps.

    :raises Http404: there is none of that id
    """
    found = Tenant.objects.prefetch_related(_hosts(), _steps()).filter(pk=tenant_id).first()
    if found is None:
        raise Http404
    return found


def _hosts() -> Prefetch:
    proved = Domain.objects.filter(verified_at__isnull=False).order_by("-is_primary", "pk")
    return Prefetch("domains", queryset=proved, to_attr="hosts")


def _steps() -> Prefetch:
    steps = ProvisioningStep.objects.order_by("position", "pk")
    return Prefetch("steps", queryset=steps, to_attr="walked")
