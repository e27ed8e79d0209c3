from django.urls import path

from tenants.privacy.web import views

public_urls = [
    path("my/data/", views.my_data, name="my-data"),
    path("my/data/copies/", views.copies, name="my-data-copies"),
    path("my/data/copies/<uuid:copy_id>/", views.progress, name="my-data-copy"),
    path("my/data/copies/<uuid:copy_id>/file/", views.file, name="my-data-file"),
    path("my/data/deletion/", views.deletion, name="my-data-deletion"),
    path("my/data/deletion/undoing/", views.undoing, name="my-data-undoing"),
]
