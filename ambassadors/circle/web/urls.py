from django.urls import path

from ambassadors.circle.web import circle, desk, setup

desk_urls = [
    path("", desk.home, name="desk-home"),
    path("share/", desk.share, name="desk-share"),
    path("share/qr.<str:form>", desk.qr, name="desk-share-qr"),
    path("setup/", setup.setup, name="desk-setup"),
    path("setup/words/", setup.words, name="desk-setup-words"),
    path("setup/payouts/", setup.payouts, name="desk-setup-payouts"),
    path("setup/payouts/state/", setup.payouts_state, name="desk-setup-payouts-state"),
    path("setup/shared/", setup.shared, name="desk-setup-shared"),
    path("circle/", circle.circle, name="desk-circle"),
    path("circle/rings/", circle.next_ring, name="desk-circle-ring"),
    path("circle/<str:token>/withdrawal/", circle.withdrawal, name="desk-invitation-withdrawal"),
    path("circle/<str:token>/renewal/", circle.renewal, name="desk-invitation-renewal"),
]
shop_urls = [
    path("join/<str:token>/", circle.join, name="shop-join"),
    path("by/<str:code>/", circle.by_code, name="shop-by-code"),
]
