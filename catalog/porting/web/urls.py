from django.urls import path

from catalog.porting.web import arriving, leaving

shop_urls = [
    path("number/<str:token>/", arriving.guest_number, name="guest-number"),
    path(
        "number/<str:token>/cancellation/",
        arriving.guest_cancellation,
        name="guest-number-cancellation",
    ),
]
my_urls = [
    path("lines/<uuid:line_id>/leave/", leaving.leave, name="my-line-leave"),
    path(
        "lines/<uuid:line_id>/leave/cancellation/",
        leaving.cancellation,
        name="my-line-leave-cancellation",
    ),
    path("lines/<uuid:line_id>/number/", arriving.number, name="my-line-number"),
    path(
        "lines/<uuid:line_id>/number/cancellation/",
        arriving.cancellation,
        name="my-line-number-cancellation",
    ),
]
