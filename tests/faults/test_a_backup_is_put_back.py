"""A whole house is put back from its backup, as the runbook says: it pays and charges nobody."""

import shutil
import subprocess

import pytest

from kith.runtime.binaries import postgres_programs
from kith.runtime.postgres import PostgresServer, postgres_server
from tests.faults.conftest import fresh_folder, furnish
from tests.faults.customer import NotTaken, order_and_be_served, place_order, state_of
from tests.faults.house import running_house

SHOP = "vera"
ROLES, ROWS = "roles.sql", "kith.dump"

pytestmark = pytest.mark.within(minutes=10)


def test_what_the_processor_remembers_holds_a_house_that_was_put_back(prepared, request):
    with fresh_folder("backup", request) as folder:
        furnish(folder, like=prepared)
        with running_house(folder) as house:
            house.wait_until_ready()
            kept = order_and_be_served(house, shop=SHOP)
            house.wait_for(house.is_calm, "everything due to be done")
            back_up(house)
            forgotten = order_and_be_served(house, shop=SHOP)
            house.wait_for(house.is_calm, "everything due to be done")

        put_back(folder)

        with running_house(folder) as house:
            house.wait_until_ready()
            assert (state_of(house, kept), state_of(house, forgotten)) == ("active", "unknown")
            looked = house.kith.manage("look_outside")
            assert looked.returncode != 0, looked.stdout
            # An order is taken; its payment page waits.
            with pytest.raises(NotTaken):
                place_order(house, shop=SHOP, email="later@customer.example")
            assert house.orders_by("later@customer.example") == 1


def back_up(house):
    """Take what `docs/runbooks/the-database-died.md` says belongs to a backup."""
    folder, address = house.kith.state_dir, f"--dbname={house.superuser_address}"
    run("pg_dumpall", "--roles-only", address, f"--file={folder / ROLES}")
    run("pg_dump", "--format=custom", address, f"--file={folder / ROWS}")


def put_back(folder):
    """Throw the database away and make it again from the backup."""
    server = PostgresServer(folder)
    server.prepare()
    shutil.rmtree(server.data_directory)
    with postgres_server(folder) as postgres:
        address = postgres.superuser_url
        # Those that stand already are named and passed over.
        run("psql", "--quiet", f"--dbname={address}", f"--file={folder / ROLES}")
        run("pg_restore", "--exit-on-error", f"--dbname={address}", str(folder / ROWS))


def run(program, *argv):
    done = subprocess.run(
        [postgres_programs(account=None) / program, *argv],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{program}: {done.stderr[-3000:]}"
