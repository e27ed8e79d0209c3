from django.urls import path

from ambassadors.circle.web import circle, share

desk_urls = [
    path("share/", share.share, name="desk-share"),
    path("share/qr.<str:form>", share.qr, name="desk-share-qr"),
    path("circle/", circle.circle, name="desk-circle"),
    path("circle/rings/", circle.next_ring, name="desk-circle-ring"),
    path("circle/<str:token>/withdrawal/", circle.withdrawal, name="desk-invitation-withdrawal"),
    path("circle/<str:token>/renewal/", circle.renewal, name="desk-invitation-renewal"),
]
shop_urls = [
    path("join/<str:token>/", circle.join, name="shop-join"),
    path("by/<str:code>/", circle.by_code, name="shop-by-code"),
]
