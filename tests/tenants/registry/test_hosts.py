"""Hosts in any alphabet."""

import pytest

from tenants.registry.hosts import NoHost, is_apex, read_host, shown_host


@pytest.mark.parametrize(
    ("typed", "asked", "shown"),
    [
        ("tienda-ñandú.example", "xn--tienda-and-z9a5i.example", "tienda-ñandú.example"),
        ("ПРИМЕР.РФ", "xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ("xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ("例子.中国", "xn--fsqu00a.xn--fiqs8s", "例子.中国"),
        (" Shop.Example.com. ", "shop.example.com", "shop.example.com"),
        ("shop.example.com\u200b", "shop.example.com", "shop.example.com"),
        ("https://Shop.example.com/", "shop.example.com", "shop.example.com"),
    ],
)
def test_a_host_is_kept_as_it_is_asked_for_and_shown_as_it_is_written(typed, asked, shown):
    assert read_host(typed) == asked
    assert shown_host(asked) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "localhost",
        "https://shop.example/plans",
        "ftp://shop.example",
        "a_b.example",
        "-a.example",
        "1.2.3.4",
        "a..b",
        "xn--99.example",
    ],
)
def test_what_is_no_host_is_refused(typed):
    with pytest.raises(NoHost):
        read_host(typed)


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("field-shop.example", True),
        ("field-shop.co.uk", True),
        ("xn--e1afmkfd.xn--p1ai", True),
        ("www.field-shop.example", False),
        ("shop.field.com.mx", False),
    ],
)
def test_a_whole_domain_is_told_from_a_name_under_it(host, told):
    assert is_apex(host) is told
