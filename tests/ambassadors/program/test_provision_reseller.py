"""An approval becomes a shop, or raises one."""

import pytest

from ambassadors.program.models import PromotionCase
from ambassadors.program.usecases.promote_operator import NoShopToRaise, promote_operator
from ambassadors.program.usecases.provision_reseller import NotApproved, provision_reseller
from ambassadors.program.usecases.sign_case import sign_case
from tenants.accounts.queries import roles_of
from tenants.registry.models import Tenant
from tests.clock import NOON
from tests.factories.program import a_future_operator, a_future_reseller, a_person, the_case_of


def approved(case, *, signers: int = 1) -> PromotionCase:
    for number in range(signers):
        case = sign_case(case_id=case.pk, by=a_person(name=f"Staff {number}").pk, at=NOON)
    return case


def test_an_approved_reseller_gets_a_shop_by_their_handle(public, home):
    rosa = a_future_reseller(tenant_id=home.uuid, name="Rosa Lind")
    case = approved(the_case_of(rosa))

    carried = provision_reseller(case_id=case.pk, at=NOON)

    shop = Tenant.objects.get(pk=carried.tenant_id)
    assert (shop.slug, shop.kind, shop.owner_id, shop.live_at) == (
        rosa.handle,
        "reseller",
        rosa.pk,
        NOON,
    )
    assert "reseller" in roles_of(rosa.pk, shop.pk)
    assert carried.carried_out_at == NOON


def test_provisioning_twice_makes_one_shop(public, home):
    case = approved(the_case_of(a_future_reseller(tenant_id=home.uuid)))
    first = provision_reseller(case_id=case.pk, at=NOON)
    before = Tenant.objects.count()

    again = provision_reseller(case_id=case.pk, at=NOON)

    assert (again.tenant_id, Tenant.objects.count()) == (first.tenant_id, before)


def test_a_taken_or_reserved_address_gets_an_ending(public, home):
    rosa = a_future_reseller(tenant_id=home.uuid)
    rosa.handle = "acme"
    rosa.save()
    case = approved(the_case_of(rosa))

    carried = provision_reseller(case_id=case.pk, at=NOON)

    assert Tenant.objects.get(pk=carried.tenant_id).slug == "acme-shop"


def test_an_open_case_makes_no_shop(public, home):
    case = the_case_of(a_future_reseller(tenant_id=home.uuid))
    before = Tenant.objects.count()

    with pytest.raises(NotApproved):
        provision_reseller(case_id=case.pk, at=NOON)

    assert Tenant.objects.count() == before


def test_an_approved_operator_keeps_the_shop_and_changes_roles(public, globex):
    otto = a_future_operator(tenant_id=globex.uuid)
    case = approved(the_case_of(otto), signers=2)

    promote_operator(case_id=case.pk, at=NOON)
    promote_operator(case_id=case.pk, at=NOON)

    assert Tenant.objects.get(pk=globex.uuid).kind == "operator"
    assert roles_of(otto.pk, globex.uuid) == {"operator"}


def test_without_a_shop_nothing_is_raised(public, globex):
    otto = a_future_operator(tenant_id=globex.uuid)
    case = approved(the_case_of(otto), signers=2)
    Tenant.objects.filter(pk=globex.uuid).update(owner_id=None)

    with pytest.raises(NoShopToRaise):
        promote_operator(case_id=case.pk, at=NOON)

    assert PromotionCase.objects.get(pk=case.pk).carried_out_at is None
    with pytest.raises(NotApproved):
        provision_reseller(case_id=case.pk, at=NOON)
