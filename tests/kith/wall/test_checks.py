"""Settings under which tenants could meet keep a process from starting."""

import pytest
from django.core.checks import run_checks

WRONG = {
    "kith.E002": ("SESSION_COOKIE_DOMAIN", ".kith.localhost"),
    "kith.E003": ("USE_X_FORWARDED_HOST", True),
}
WRONG_DATABASE = {
    "kith.E001": ("ENGINE", "django.db.backends.postgresql"),
    "kith.E004": ("DISABLE_SERVER_SIDE_CURSORS", True),
}


def found() -> list[str]:
    return [error.id for error in run_checks(tags=["kith"])]


def test_our_own_settings_are_right():
    assert found() == []


@pytest.mark.parametrize("which", WRONG)
def test_a_setting_that_opens_the_wall_is_refused(settings, which):
    setattr(settings, *WRONG[which])

    assert found() == [which]


@pytest.mark.parametrize("which", WRONG_DATABASE)
def test_a_database_that_is_reached_past_the_wall_is_refused(settings, monkeypatch, which):
    monkeypatch.setitem(settings.DATABASES["default"], *WRONG_DATABASE[which])

    assert found() == [which]
