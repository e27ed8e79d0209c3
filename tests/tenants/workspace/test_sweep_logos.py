"""Logos a shop shows no more are dropped after a while, and no other's."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from kith.wall import in_tenant
from tenants.workspace.logos import logo_folder, read_logo
from tenants.workspace.usecases.remove_logo import remove_logo
from tenants.workspace.usecases.sweep_logos import sweep_logos
from tenants.workspace.usecases.upload_logo import upload_logo
from tests.factories.workspace import a_picture, an_operator

# Long after the rule began.
BEGIN = datetime(2028, 5, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def shop(acme, tmp_path, settings):
    """An operator whose files stand in a place of their own."""
    settings.MEDIA_ROOT = tmp_path
    return an_operator(acme)


def upload(shop, width, at=BEGIN):
    picture = a_picture(size=(width, 120))
    with in_tenant(shop.uuid):
        upload_logo(content=picture, at=at)
    name = read_logo(picture).name
    os.utime(logo_folder(shop.uuid) / name, (at.timestamp(), at.timestamp()))
    return name


def sweep(shop, at):
    with in_tenant(shop.uuid):
        return sweep_logos(at=at)


def kept(shop):
    return {path.name for path in logo_folder(shop.uuid).iterdir()}


def test_a_logo_goes_ninety_days_after_it_was_last_shown(shop):
    first = upload(shop, 300)
    sweep(shop, BEGIN + 200 * DAY)
    second = upload(shop, 200, at=BEGIN + 200 * DAY)

    assert sweep(shop, BEGIN + 289 * DAY) == 0
    assert kept(shop) == {first, second}
    assert sweep(shop, BEGIN + 291 * DAY) == 1
    assert sweep(shop, BEGIN + 291 * DAY) == 0
    assert kept(shop) == {second}


def test_a_logo_that_was_taken_off_goes_too(shop):
    upload(shop, 300)
    with in_tenant(shop.uuid):
        remove_logo()

    assert sweep(shop, BEGIN + 91 * DAY) == 1
    assert kept(shop) == set()


def test_half_written_files_go_and_other_shops_files_stay(shop, globex):
    upload(shop, 300)
    torn, other = logo_folder(shop.uuid) / "torn.new", logo_folder(globex.uuid) / "old.png"
    other.parent.mkdir(parents=True)
    for path in (torn, other):
        path.write_bytes(b"")
        os.utime(path, (BEGIN.timestamp(), BEGIN.timestamp()))

    assert sweep(shop, BEGIN + 91 * DAY) == 1
    assert not torn.exists()
    assert other.exists()


def test_a_shop_without_files_has_nothing_to_sweep(shop):
    assert sweep(shop, BEGIN) == 0
