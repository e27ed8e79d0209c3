"""An address that only takes forms leads whoever looks at it to its page."""

import pytest

from tests.factories.accounts import a_person, sign_in

HTML = {"accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    ("asked", "above"),
    [
        ("/staff/runs/R-2026-001/release/", "/staff/runs/R-2026-001/"),
        ("/staff/catalog/imports/confirmation/", "/staff/catalog/imports/"),
        ("/staff/differences/0b1e5f6e-0000-4000-8000-000000000000/explanation/", "/staff/"),
        ("/path/questions/7/", "/path/"),
    ],
)
def test_it_is_the_nearest_above(public, client_for, asked, above):
    browser = sign_in(client_for(None), a_person(role="staff"))

    answer = browser.get(asked, headers=HTML)

    assert (answer.status_code, answer.url) == (302, above)


def test_a_program_is_told_that_it_asked_in_the_wrong_way(public, client_for):
    answer = client_for(None).get("/staff/runs/R-2026-001/release/")

    assert answer.status_code == 405


def test_a_refused_refund_is_read_again_in_the_other_language(acme, client_for):
    from tests.factories.invoicing import a_paid_invoice

    bill = a_paid_invoice()
    desk = sign_in(client_for(acme), a_person(tenant=acme, role="reseller"), acme)

    page = desk.get(f"/desk/invoices/{bill.number}/refunds/", headers=HTML, follow=True)

    assert page.status_code == 200
    assert page.redirect_chain == [(f"/desk/invoices/{bill.number}/", 302)]
