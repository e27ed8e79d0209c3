"""The storefront's addresses."""

from django.urls import path

from catalog.storefront.web import desk, desk_shelf, preview, shop

shop_urls = [
    path("", shop.shop, name="shop-home"),
    path("offers/<slug:code>/", shop.offer, name="shop-offer"),
    path("preview/shop.png", preview.shop_picture, name="shop-picture"),
    path("preview/offers/<slug:code>.png", preview.offer_picture, name="shop-offer-picture"),
    path("sitemap.xml", preview.sitemap, name="shop-sitemap"),
    path("manifest.webmanifest", preview.manifest, name="shop-manifest"),
]
desk_urls = [
    path("offers/", desk_shelf.offers, name="desk-offers"),
    path("offers/pick/", desk.pick, name="desk-offer-pick"),
    path("offers/new/", desk.new_offer, name="desk-offer-new"),
    path("offers/margin/", desk.margin, name="desk-offer-margin"),
    path("offers/<slug:code>/", desk.edit_offer, name="desk-offer"),
    path("offers/<slug:code>/publication/", desk_shelf.publication, name="desk-offer-publication"),
    path("offers/<slug:code>/withdrawal/", desk_shelf.withdrawal, name="desk-offer-withdrawal"),
    path("offers/<slug:code>/restoration/", desk_shelf.restoration, name="desk-offer-restoration"),
    path("offers/<slug:code>/earlier-price/", desk_shelf.earlier_price, name="desk-offer-earlier"),
    path("offers/<slug:code>/discarding/", desk_shelf.discarding, name="desk-offer-discarding"),
    path("offers/<slug:code>/place/", desk_shelf.order_of_shelf, name="desk-offer-place"),
]
