"""Who reacts to what happens to people and what is theirs; a part of `config/wiring.py`."""

from collections.abc import Sequence

from config.marks import calling, mailing
from kith.outbox import Event
from kith.outbox.reactions import Wired
from tenants.accounts.events import AccountChanged, DeviceSeen, TeamInvited, ViewOffered
from tenants.accounts.mails import (
    AccountChangedMail,
    NewDeviceMail,
    TeamInvitationMail,
    ViewOfferedMail,
)
from tenants.accounts.usecases.send_team_invitation import send_team_invitation
from tenants.accounts.usecases.tell_of_account import SIGNED_IN, tell_of_account
from tenants.accounts.usecases.tell_of_view import tell_of_view
from tenants.privacy.events import (
    CopyAsked,
    CopyReady,
    DepartureAsked,
    DepartureDue,
    DepartureStopped,
)
from tenants.privacy.mails import (
    AccountDeletedMail,
    AccountKeptMail,
    AccountWillBeDeletedMail,
    CopyReadyMail,
)
from tenants.privacy.usecases.erase_person import erase_person
from tenants.privacy.usecases.tell_of_copy import tell_of_copy
from tenants.privacy.usecases.tell_of_departure import ASKED, STOPPED, tell_of_departure
from tenants.privacy.usecases.write_copy import write_copy

PEOPLE: dict[type[Event], Sequence[Wired]] = {
    AccountChanged: [mailing(tell_of_account, AccountChangedMail)],
    DeviceSeen: [mailing(tell_of_account, NewDeviceMail, what=SIGNED_IN)],
    TeamInvited: [mailing(send_team_invitation, TeamInvitationMail)],
    ViewOffered: [mailing(tell_of_view, ViewOfferedMail)],
    CopyAsked: [calling(write_copy)],
    CopyReady: [mailing(tell_of_copy, CopyReadyMail)],
    DepartureAsked: [mailing(tell_of_departure, AccountWillBeDeletedMail, about=ASKED)],
    DepartureStopped: [mailing(tell_of_departure, AccountKeptMail, about=STOPPED)],
    DepartureDue: [mailing(erase_person, AccountDeletedMail)],
}
