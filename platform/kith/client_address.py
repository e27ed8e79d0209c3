"""From which machine a request comes, through as many proxies of ours as there are."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# One household has a whole network of this size: its addresses count as one.
IPV6_PREFIX = 64
UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """
    Return the address limits count by; "unknown" when the server names none.

    Each of our `KITH_PROXIES` writes whom it heard at the end of X-Forwarded-For. What stands
    before those is whatever the client wrote, and is not read.
    """
    heard = request.META.get("REMOTE_ADDR", "")
    if settings.KITH_PROXIES:
        written = request.META.get("HTTP_X_FORWARDED_FOR", "")
        hops = [hop.strip() for hop in written.split(",") if hop.strip()]
        if hops:
            heard = hops[-min(settings.KITH_PROXIES, len(hops))]
    return _whole(heard)


def _whole(text: str) -> str:
    """Return the address without port and brackets, and an IPv6 one as its network."""
    bare = text.partition("]")[0].lstrip("[") if text.startswith("[") else text
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        network = ipaddress.IPv6Network((address, IPV6_PREFIX), strict=False)
        return str(network.network_address)
    return str(address)
