from django.urls import path

from billing.strays.web import staff

staff_urls = [
    path("unknown-movements/", staff.stray_list, name="staff-strays"),
    path("unknown-movements/look/", staff.look, name="staff-strays-look"),
    path("unknown-movements/release/", staff.release, name="staff-strays-release"),
    path(
        "unknown-movements/<slug:reference>/adoption/", staff.adoption, name="staff-stray-adoption"
    ),
    path("unknown-movements/<slug:reference>/aside/", staff.aside, name="staff-stray-aside"),
]
