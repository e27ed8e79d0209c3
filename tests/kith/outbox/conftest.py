import pytest

from tests.factories.accounts import a_person, sign_in


@pytest.fixture
def staff(public, client_for):
    """A browser in which one of the staff is signed in."""
    browser = client_for(None)
    sign_in(browser, a_person(role="staff"), None, second_factor=True)
    return browser
