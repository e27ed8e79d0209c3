from django.urls import path

from catalog.lines.web import desk, my, my_end

my_urls = [
    path("", my.home, name="my-home"),
    path("lines/<uuid:line_id>/", my.line, name="my-line"),
    path("lines/<uuid:line_id>/suspension/", my.suspension, name="my-line-suspension"),
    path("lines/<uuid:line_id>/sim/", my.sim, name="my-line-sim"),
    path("lines/<uuid:line_id>/end/", my_end.end, name="my-line-end"),
    path("lines/<uuid:line_id>/keeping/", my_end.keeping, name="my-line-keeping"),
]
desk_urls = [
    path("lines/", desk.lines, name="desk-lines"),
    path("lines/<uuid:line_id>/", desk.line, name="desk-line"),
]
