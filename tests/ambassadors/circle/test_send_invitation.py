"""An invitation with an address goes out as a letter, unless it was taken back."""

from django.core import mail

from ambassadors.circle.usecases.send_invitation import send_invitation
from ambassadors.circle.usecases.withdraw_invitation import withdraw_invitation
from tests.clock import NOON
from tests.factories.circle import an_invitation


def test_the_letter_names_the_shop_and_carries_the_link(acme):
    invitation = an_invitation(name="Jo", sent_to="jo@example.org")

    send_invitation(invitation_id=invitation.pk, at=NOON)

    (letter,) = mail.outbox
    assert letter.to == ["jo@example.org"]
    assert letter.subject == "An invitation to Acme"
    assert f"/join/{invitation.token}/" in letter.body
    assert "earns a share" in letter.body


def test_a_withdrawn_invitation_sends_nothing(acme):
    invitation = an_invitation(name="Jo", sent_to="jo@example.org")
    withdraw_invitation(token=invitation.token, at=NOON)

    assert send_invitation(invitation_id=invitation.pk, at=NOON) is False
    assert mail.outbox == []
