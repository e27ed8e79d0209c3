"""Two shops and the network behind them, with one of every object that an address names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator

from ambassadors.program.models import PromotionCase
from ambassadors.program.usecases.ask_candidate import ask_candidate
from billing.invoicing.models import Invoice, Payment
from billing.invoicing.pay_links import pay_token
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.issue_invoices import issue_invoices
from billing.invoicing.usecases.record_payment import record_payment
from billing.settlement.models import (
    Difference,
    ReconciledDay,
    Reversal,
    Statement,
    WriteOff,
)
from billing.strays.models import Stray
from catalog.lines.usecases.open_line import open_line
from catalog.network.models import ManualTask
from catalog.ordering.usecases.place_order import place_order
from kith.proposals.models import Proposal
from kith.wall import TenantRef, forget_tenants, in_public, in_tenant
from tenants.accounts.access import live_tokens
from tenants.accounts.models import Person
from tenants.accounts.tokens import AccountTokens
from tenants.accounts.usecases.make_access_token import make_access_token
from tenants.privacy.models import PersonalCopy
from tenants.registry.usecases.claim_domain import claim_domain
from tenants.workspace.usecases.describe_shop import describe_shop
from tenants.workspace.usecases.upload_logo import upload_logo
from tests.clock import NOON
from tests.factories.accounts import a_person, a_role, an_invitation_to_a_team
from tests.factories.bank import what_the_bank_brought
from tests.factories.circle import a_member, an_invitation
from tests.factories.disputes import a_dispute
from tests.factories.invoicing import a_draft, a_refund
from tests.factories.lines import some_terms
from tests.factories.program import a_future_reseller, the_case_of
from tests.factories.referral import a_referral
from tests.factories.settlement import a_paid_run, a_payee
from tests.factories.storefront import an_offer
from tests.factories.upgrades import an_upgrade
from tests.factories.workspace import a_picture, an_operator
from tests.house import COMPANY
from tests.isolation.parked import a_parked_letter, a_parked_webhook

# Nobody's name: where it turns up, it came through the wall.
ACME_WORD, GLOBEX_WORD = "Quillfern", "Zanzivar"
PICTURES = {ACME_WORD: (300, 120), GLOBEX_WORD: (200, 100)}


@dataclass(frozen=True)
class Shop:
    """One shop: its people, and what an address may name, by noun."""

    ref: TenantRef
    word: str
    owner: Person
    customer: Person
    objects: dict[str, object]


@dataclass(frozen=True)
class Network:
    """The network's own side: who works there, who just has an account, and its objects."""

    staff: Person
    bystander: Person
    candidate: Person
    objects: dict[str, object]


@dataclass(frozen=True)
class World:
    acme: Shop
    globex: Shop
    network: Network


def a_candidate(tenant: TenantRef) -> Person:
    """Return somebody with an open case, who may also sponsor the shops and be paid for it."""
    with in_public():
        candidate = a_future_reseller(tenant_id=tenant.uuid)
        the_case_of(candidate)
    a_payee(party_ref=candidate.pk, party_kind="person")
    return candidate


def make_world(acme: TenantRef, globex: TenantRef, candidate: Person) -> World:
    """
    Fill both shops alike, and the network with what concerns them.

    They sell as resellers, so that the candidate sponsors them, and become operators then: what
    only operators have, domains and logos, must be apart too.
    """
    shops = [_open_shop(acme, ACME_WORD), _open_shop(globex, GLOBEX_WORD)]
    a_paid_run()
    forget_tenants()
    with in_public():
        acme_shop, globex_shop = (_with_statement(shop) for shop in shops)
        network = _make_network(acme_shop, globex_shop, candidate)
    return World(acme_shop, globex_shop, network)


def _open_shop(tenant: TenantRef, word: str) -> Shop:
    with in_public():
        customer = a_person(
            tenant=tenant, full_name=f"{word} Buyer", email=f"buyer@{word.lower()}.example"
        )
    with in_tenant(tenant):
        sold = _sell(tenant, word, customer)
    tenant = an_operator(tenant)
    with in_public():
        owner = a_person(tenant=tenant, role="operator", full_name=f"{word} Owner")
        passkey = _a_passkey(customer)
        make_access_token(
            person_id=customer.pk, tenant_id=tenant.uuid, name=word, may_write=True, at=NOON
        )
        [access_token] = live_tokens(person_id=customer.pk, tenant_id=tenant.uuid)
        reset_key = AccountTokens(tenant_id=tenant.uuid).make_token(customer)
        domain = claim_domain(
            tenant_id=tenant.uuid, host=f"{word.lower()}.example", by=owner.pk, at=NOON
        )
    with in_tenant(tenant):
        describe_shop(
            name=f"{word} Mobile",
            tagline=f"The line of {word}",
            about=f"About {word}",
            support_email=f"help@{word.lower()}.example",
            at=NOON,
        )
        a_member(name=f"{word} Friend", person_id=customer.pk)
        objects = sold | {
            "invitation": an_invitation(name=f"{word} Guest").token,
            "logo": upload_logo(content=a_picture(size=PICTURES[word]), at=NOON).logo,
            "domain": domain.pk,
            "passkey": passkey,
            "access_token": access_token.id,
            "password_uid": user_pk_to_url_str(customer),
            "password_key": reset_key,
            **an_invitation_to_a_team(tenant.uuid, owner.pk),
        }
    return Shop(tenant, word, owner, customer, objects)


def _sell(tenant: TenantRef, word: str, customer: Person) -> dict[str, object]:
    """Take one offer from the shelf to a line in service, billed and accrued."""
    offer = an_offer(name=f"{word} Ten")
    order = place_order(
        offer_code=offer.code,
        contact_name=f"{word} Contact",
        contact_email=f"contact@{word.lower()}.example",
        contact_phone="",
        person_id=customer.pk,
        encouraged_by=None,
        sim_form="esim",
        key=uuid4().hex,
        at=NOON,
    )
    number = len(word)
    line = open_line(
        order_id=order.pk,
        person_id=customer.pk,
        terms=replace(some_terms(), offer_name=f"{word} Ten", offer_code=offer.code),
        e164=f"+346220000{number:02d}",
        iccid=f"893407999990000{number:05d}",
        activation_code=f"LPA:1$smdp.kith.example${word.upper()}",
        network_reference=f"ref-{word}",
        at=NOON,
    )
    bill = _bill(word, customer)
    upgrade = an_upgrade(line)
    a_payee(party_ref=tenant.uuid)
    return {
        "offer": offer.code,
        "order": order.pk,
        "order_token": order.token,
        "line": line.pk,
        "upgrade": upgrade.pk,
        "invoice": bill.number,
        "bill": bill.pk,
        "pay_token": pay_token(invoice_id=bill.pk, at=NOON),
        "invoice_line": bill.lines.get().pk,
        "credit_note": a_refund(bill, minor=1_000).credit_note.number,
    }


def _bill(word: str, customer: Person) -> Invoice:
    """Bill the customer, receive the money, share it out."""
    draft = a_draft(prices=(400_000,), person_id=customer.pk)
    lines = tuple(replace(line, label=f"{word} Ten") for line in draft.lines)
    named = replace(
        draft,
        lines=lines,
        contact_name=f"{word} Contact",
        contact_email=f"contact@{word.lower()}.example",
    )
    [invoice] = issue_invoices(drafts=[named])
    reference = f"pi_{invoice.pk.hex[:12]}"
    record_payment(invoice_id=invoice.pk, key=reference, payment_reference=reference, at=NOON)
    accrue_invoices(invoice_ids=[invoice.pk])
    return invoice


def _with_statement(shop: Shop) -> Shop:
    statement = Statement.objects.get(tenant_id=shop.ref.uuid)
    return replace(shop, objects=shop.objects | {"statement": statement.number})


def _a_passkey(person: Person) -> int:
    kind = Authenticator.Type.WEBAUTHN
    data = {"name": f"Key of {person.full_name}", "credential": {}}
    return Authenticator.objects.create(user=person, type=kind, data=data).pk


def _make_network(acme: Shop, globex: Shop, candidate: Person) -> Network:
    staff = a_person(role="staff", full_name="Staff Member")
    for role in ("finance", "approver"):
        a_role(staff, role=role)
    case = PromotionCase.objects.get(person_id=candidate.pk)
    paid = Statement.objects.select_related("run").get(number=globex.objects["statement"])
    # The candidate brought both sellers, and each shop pays them by itself.
    own = Statement.objects.get(payee__party_ref=candidate.pk, transfer__tenant_id=acme.ref.uuid)
    referral = a_referral(
        referrer=acme.customer,
        referred=globex.customer,
        tenant_id=globex.ref.uuid,
        held_at=NOON,
        hold_reason="same address",
    )
    question = ask_candidate(case_id=case.pk, by=staff.pk, text="Why you?", at=NOON)
    objects = {
        "tenant": globex.ref.uuid,
        "invoice_line": globex.objects["invoice_line"],
        "credit_note": globex.objects["credit_note"],
        "statement": paid.number,
        "own_statement": own.number,
        "run": paid.run.number,
        "transfer": paid.transfer_id,
        "payee": paid.payee_id,
        "reversal": _a_reversal(paid),
        "write_off": _a_write_off(paid),
        "reconciled_day": _a_reconciled_day(),
        "difference": _a_difference(),
        "payment_reference": _a_payment_at(globex),
        "dispute": _a_dispute(globex),
        "task": _a_task(globex),
        "webhook": a_parked_webhook(),
        "stray": _a_stray(),
        **what_the_bank_brought(),
        "delivery": a_parked_letter(globex.ref),
        "programme": 1,
        "programme_proposal": _a_proposal(
            "programme",
            {"version": 2, "thresholds": {"operator.active_lines": 80}, "starts_on": ""},
        ),
        "catalogue_proposal": _a_proposal(
            "catalogue", {"filename": "list.csv", "digest": ""}, subject="file", content=b"code\n"
        ),
        "company_proposal": _a_proposal(
            "company", COMPANY | {"legal_name": "Southline SL", "starts_on": ""}
        ),
        "refund_proposal": _a_proposal(
            "refund",
            {"number": globex.objects["invoice"], "why": "too_much"},
            subject=str(globex.objects["bill"]),
            tenant_id=globex.ref.uuid,
            amount_minor=100,
            currency="EUR",
        ),
        "case": case.pk,
        "question": question.pk,
        "referral": referral.pk,
        "passkey": _a_passkey(candidate),
        "personal_copy": PersonalCopy.objects.create(person_id=candidate.pk, asked_at=NOON).pk,
        "password_uid": user_pk_to_url_str(candidate),
        "password_key": AccountTokens(tenant_id=None).make_token(candidate),
        **an_invitation_to_a_team(None, staff.pk),
        "team_role": _a_proposal("team-role", {"email": "ann@example.org", "role": "finance"}),
    }
    return Network(staff, a_person(full_name="By Stander"), candidate, objects)


def _a_proposal(kind: str, facts: dict, *, subject: str = "next", **more: object) -> UUID:
    asked = Proposal.objects.create(
        kind=kind,
        key=f"test:{kind}",
        subject=subject,
        facts=facts,
        because="test",
        asked_by=uuid4(),
        asked_at=NOON,
        **more,
    )
    return asked.pk


def _a_task(shop: Shop) -> UUID:
    task = ManualTask.objects.create(
        request_id=f"test:{shop.ref.uuid}",
        tenant_id=shop.ref.uuid,
        verb="activate",
        e164="+34622000099",
        iccid="8934079999900009999",
        asked_at=NOON,
    )
    return task.pk


def _a_reversal(paid: Statement) -> UUID:
    reversal = Reversal.objects.create(
        key="test",
        payee=paid.payee,
        transfer=paid.transfer,
        amount_minor=1,
        currency="EUR",
        asked_at=NOON,
        state=Reversal.FAILED,
    )
    return reversal.pk


def _a_write_off(paid: Statement) -> UUID:
    write_off = WriteOff.objects.create(
        key="test",
        payee=paid.payee,
        amount_minor=1,
        currency="EUR",
        reason="test",
        asked_by=uuid4(),
        asked_at=NOON,
        approvals_needed=2,
    )
    return write_off.pk


def _a_reconciled_day() -> date:
    return ReconciledDay.objects.create(day=NOON.date(), at=NOON).day


def _a_difference() -> UUID:
    difference = Difference.objects.create(
        key="ours:test",
        kind=Difference.OURS,
        day=NOON.date(),
        reference="pi_unknown",
        currency="EUR",
        ours_minor=1_200,
        found_at=NOON,
    )
    return difference.pk


def _a_payment_at(shop: Shop) -> str:
    with in_tenant(shop.ref):
        return Payment.objects.order_by("received_at", "pk")[0].payment_reference


def _a_stray() -> str:
    return Stray.objects.create(
        reference="tr_by_hand",
        kind=Stray.TRANSFER,
        amount_minor=100,
        currency="EUR",
        made_at=NOON,
        found_at=NOON,
    ).pk


def _a_dispute(shop: Shop) -> str:
    return a_dispute(payment=_a_payment_at(shop), tenant_id=shop.ref.uuid, amount_minor=1).pk
