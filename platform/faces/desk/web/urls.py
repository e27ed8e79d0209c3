from django.urls import path

from faces.desk.web import home, setup

desk_urls = [
    path("", home.home, name="desk-home"),
    path("setup/", setup.setup, name="desk-setup"),
    path("setup/words/", setup.words, name="desk-setup-words"),
    path("setup/payouts/", setup.payouts, name="desk-setup-payouts"),
    path("setup/payouts/state/", setup.payouts_state, name="desk-setup-payouts-state"),
    path("setup/shared/", setup.shared, name="desk-setup-shared"),
]
