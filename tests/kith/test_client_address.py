"""Whom limits count: the client behind our proxies, whatever it writes itself."""

import pytest
from django.test import RequestFactory

from kith.client_address import UNKNOWN, client_address


def address(settings, proxies, forwarded=None, heard="10.0.0.1"):
    settings.KITH_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=heard))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        # Fewer than there should be: the farthest that one of ours wrote.
        (2, "203.0.113.9", "203.0.113.9"),
        # Asked past the balancer, as a health check does.
        (1, None, "10.0.0.1"),
        (1, " , ", "10.0.0.1"),
    ],
)
def test_only_what_our_proxies_wrote_is_read(settings, proxies, forwarded, expected):
    assert address(settings, proxies, forwarded) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("no address", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_a_household_counts_as_one_address(settings, written, expected):
    assert address(settings, 0, heard=written) == expected
