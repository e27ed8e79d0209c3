from django.urls import path

from catalog.ordering.web import desk, shop

shop_urls = [
    path("order/<slug:code>/", shop.start, name="order-start"),
    path("order/<slug:code>/encourager/", shop.encourager, name="order-encourager"),
    path("order/<str:token>/status/", shop.status, name="order-status"),
    path("order/<str:token>/payment/", shop.payment, name="order-payment"),
    path("order/<str:token>/naming/", shop.naming, name="order-naming"),
    path("order/<str:token>/cancellation/", shop.cancellation, name="order-cancellation"),
]
my_urls = [
    path("orders/", shop.my_orders, name="my-orders"),
    path("orders/<uuid:order_id>/owner/", shop.owner, name="my-order-owner"),
]
desk_urls = [
    path("orders/", desk.orders, name="desk-orders"),
    path("orders/export/", desk.export, name="desk-orders-export"),
    path("orders/<uuid:order_id>/", desk.order, name="desk-order"),
    path("orders/<uuid:order_id>/posting/", desk.posting, name="desk-order-posting"),
]
