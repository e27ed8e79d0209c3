"""A customer's payments count for whoever encouraged them, each invoice once."""

from ambassadors.circle.usecases.count_paid_invoice import count_paid_invoice
from ambassadors.referral.models import PaidCycle, Referral
from ambassadors.referral.usecases.note_activation import note_activation
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.invoicing import an_invoice
from tests.factories.program import a_person
from tests.factories.referral import a_referral


def test_two_invoices_make_a_referral_count(acme):
    maya, ana = a_person(name="Maya"), a_person(name="Ana")
    a_referral(referrer=maya, referred=ana)
    note_activation(referred_id=ana.pk, at=NOON)
    first, second = (an_invoice(person_id=ana.pk) for _ in range(2))

    count_paid_invoice(invoice_id=first.pk, at=NOON)
    again = count_paid_invoice(invoice_id=first.pk, at=NOON)
    assert again.qualified_at is None
    count_paid_invoice(invoice_id=second.pk, at=NOON)

    with in_public():
        assert Referral.objects.get().is_qualified
        assert PaidCycle.objects.count() == 2


def test_an_invoice_of_nobody_or_of_somebody_nobody_named_counts_nothing(acme):
    stranger = a_person(name="Stranger")

    assert count_paid_invoice(invoice_id=an_invoice().pk, at=NOON) is None
    assert count_paid_invoice(invoice_id=an_invoice(person_id=stranger.pk).pk, at=NOON) is None

    with in_public():
        assert not PaidCycle.objects.exists()
