"""Where the doors of accounts hang; config includes allauth's own after `account_urls`."""

from django.urls import path

from tenants.accounts.web import tokens, views

# On every host, under /accounts/, before allauth's.
account_urls = [
    path("join/", views.join, name="account-join"),
    path("encourager/", views.encourager, name="account-encourager"),
]

# On every host, under /my/.
my_everywhere_urls = [
    path("profile/", views.profile, name="my-profile"),
    path("profile/sessions/", views.sessions_end, name="my-sessions-end"),
]

# On a shop's hosts, under /my/.
my_urls = [
    *my_everywhere_urls,
    path("tokens/", tokens.tokens, name="my-tokens"),
    path("tokens/<uuid:token_id>/revocation/", tokens.revocation, name="my-token-revocation"),
]
