"""One key in a cache is another value for each side, and none for work that names none."""

import pytest

from kith.wall import TenantNotSet, in_public, in_tenant
from kith.wall.cache import cached, remember


@pytest.mark.parametrize("store", ["default", "shared", "process"])
def test_one_key_is_kept_apart_for_each_shop_and_the_network(acme, globex, store):
    sides = {
        "acme": lambda: in_tenant(acme),
        "globex": lambda: in_tenant(globex),
        "network": in_public,
    }
    for name, side in sides.items():
        with side():
            assert cached("page", store=store) is None
            remember("page", name, seconds=60, store=store)

    for name, side in sides.items():
        with side():
            assert cached("page", store=store) == name


def test_work_that_names_no_tenant_finds_and_keeps_nothing(no_side):
    with pytest.raises(TenantNotSet):
        cached("page", store="process")
    with pytest.raises(TenantNotSet):
        remember("page", "anybody's", seconds=60, store="process")
