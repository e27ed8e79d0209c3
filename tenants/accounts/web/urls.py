"""Where the doors of accounts hang; config includes allauth's own after `account_urls`."""

from allauth.account import views as library
from django.urls import path, re_path

from tenants.accounts.web import hand_over, lending, team, tokens, views
from tenants.accounts.web.sign_in import SignInView

# On every host, under /accounts/, before allauth's.
account_urls = [
    path("join/", views.join, name="account-join"),
    path("encourager/", views.encourager, name="account-encourager"),
    path("team/<str:token>/", team.invitation, name="account-team"),
    path("arrival/", hand_over.arrival, name="account-arrival"),
    # The library's, which ask who it is: the network's host is asked first.
    path("login/", hand_over.asks_network(SignInView.as_view()), name="account_login"),
    path("signup/", hand_over.asks_network(library.signup), name="account_signup"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        hand_over.asks_for_challenge(library.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]

# On a shop's hosts, under /accounts/: a helper is who they are there.
shop_account_urls = [
    path("hand/", lending.hand, name="account-hand"),
    path("hand/ending/", lending.hand_ending, name="account-hand-ending"),
]

# On the network's own host, under /accounts/.
network_account_urls = [path("hand-over/", hand_over.hand_over, name="account-hand-over")]

# On every host, under /my/.
my_everywhere_urls = [
    path("profile/", views.profile, name="my-profile"),
    path("profile/sessions/", views.sessions_end, name="my-sessions-end"),
]

# On a shop's hosts, under /my/.
my_urls = [
    *my_everywhere_urls,
    path("hand/", lending.my_hand, name="my-hand"),
    path("hand/ending/", lending.my_hand_ending, name="my-hand-ending"),
    path("tokens/", tokens.tokens, name="my-tokens"),
    path("tokens/<uuid:token_id>/revocation/", tokens.revocation, name="my-token-revocation"),
]

# Under /staff/.
staff_urls = [
    path("team/", team.staff_team, name="staff-team"),
    path("team/invitations/", team.staff_invitations, name="staff-team-invitations"),
    path(
        "team/invitations/<uuid:invitation_id>/withdrawal/",
        team.staff_withdrawal,
        name="staff-team-withdrawal",
    ),
    path(
        "team/roles/<uuid:proposal_id>/agreement/",
        team.staff_agreement,
        name="staff-team-agreement",
    ),
    path("team/roles/<uuid:proposal_id>/refusal/", team.staff_refusal, name="staff-team-refusal"),
]
