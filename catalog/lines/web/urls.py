from django.urls import path

from catalog.lines.web import desk, my

my_urls = [
    path("", my.home, name="my-home"),
    path("lines/<uuid:line_id>/", my.line, name="my-line"),
    path("lines/<uuid:line_id>/suspension/", my.suspension, name="my-line-suspension"),
    path("lines/<uuid:line_id>/sim/", my.sim, name="my-line-sim"),
]
desk_urls = [path("lines/", desk.lines, name="desk-lines")]
