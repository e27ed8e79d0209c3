"""Shops that are closed for good, for tests."""

from uuid import uuid4

from django.db import connection

from kith.wall import TenantRef, forget_tenants, in_public
from tenants.registry.closings import LEAVING, NOTICE
from tenants.registry.models import Closing
from tenants.registry.usecases.agree_to_close import agree_to_close
from tenants.registry.usecases.ask_to_close import ask_to_close
from tenants.registry.usecases.carry_out_closing import carry_out_closing
from tests.clock import NOON

DUE = NOON + NOTICE
GONE = DUE + LEAVING


def an_agreed_closing(tenant: TenantRef) -> Closing:
    """Have two people agree to close a shop; it is due at `DUE`."""
    with in_public():
        ask_to_close(tenant_id=tenant.uuid, because="Moved on", by=uuid4(), at=NOON)
        closing = agree_to_close(tenant_id=tenant.uuid, by=uuid4(), at=NOON)
    forget_tenants()
    return closing


def carried_out(closing: Closing) -> Closing:
    """Carry a closing out to its end."""
    with in_public(), connection.cursor() as cursor:
        # In a test all steps share one transaction: what rows owe each other is looked at now.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        carry_out_closing(closing_id=closing.pk, at=DUE)
        closed = carry_out_closing(closing_id=closing.pk, at=GONE)
    forget_tenants()
    return closed


def a_closed_shop(tenant: TenantRef) -> Closing:
    """Close a shop for good, from the first yes to the last step."""
    return carried_out(an_agreed_closing(tenant))
