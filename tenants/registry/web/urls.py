"""Where the doors of the registry hang."""

from django.urls import path

from tenants.registry.web import preview, views

# At the root of the network's host.
public_urls = [
    path("", views.directory, name="directory"),
    path("about/", views.about, name="about"),
    path("sitemap.xml", preview.sitemap, name="network-sitemap"),
    path("manifest.webmanifest", preview.manifest, name="network-manifest"),
]

# Under /staff/.
staff_urls = [
    path("tenants/", views.tenants, name="staff-tenants"),
    path("tenants/<uuid:tenant_id>/", views.tenant, name="staff-tenant"),
    path("tenants/<uuid:tenant_id>/suspension/", views.suspension, name="staff-tenant-suspension"),
    path("tenants/<uuid:tenant_id>/resumption/", views.resumption, name="staff-tenant-resumption"),
]
