"""
A shop that posts into its books, as a measured process.

    python -m bench.kith_books TENANT-UUID
"""

import itertools
import os
import sys
from uuid import UUID

from bench.setting_up import set_kith_up
from bench.worker import Subject, serve


def main() -> None:
    """Post sales into one tenant's books, into those and the telco's, or by bare SQL."""
    set_kith_up()
    from django.db import transaction

    from bench.rows.books import bare, post_sale
    from kith.wall import in_public, in_tenant, tenant_by_uuid

    with in_public():
        tenant = tenant_by_uuid(UUID(sys.argv[1]))
    keys = (f"{os.getpid()}-{number}" for number in itertools.count(1))

    def post() -> None:
        post_sale(next(keys))

    def post_in_both() -> None:
        with transaction.atomic():
            post_sale(next(keys))
            with in_public():
                post_sale(next(keys))

    address = os.environ["DATABASE_URL"]
    with in_tenant(tenant), bare(address, tenant.schema_name, tenant.db_role) as post_bare:
        post_in_both()
        serve({"own": Subject(post), "both": Subject(post_in_both), "bare": Subject(post_bare)})


if __name__ == "__main__":
    main()
