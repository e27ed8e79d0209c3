from django.urls import path

from catalog.porting.web import leaving

my_urls = [
    path("lines/<uuid:line_id>/leave/", leaving.leave, name="my-line-leave"),
    path(
        "lines/<uuid:line_id>/leave/cancellation/",
        leaving.cancellation,
        name="my-line-leave-cancellation",
    ),
]
