"""Where the doors of the workspace hang."""

from django.urls import path

from tenants.workspace.web import domain_views, team, views

# At the tenant's root.
shop_urls = [path("media/logo/<str:name>", views.shop_logo, name="shop-logo")]

# Under /desk/.
desk_urls = [
    path("settings/", views.shop_settings, name="desk-settings"),
    path("settings/brand/", views.brand, name="desk-brand"),
    path("settings/brand/preview/", views.brand_preview, name="desk-brand-preview"),
    path("settings/brand/logo/", views.logo, name="desk-logo"),
    path("settings/domain/", domain_views.domain, name="desk-domain"),
    path(
        "settings/domain/<int:domain_id>/proof/",
        domain_views.domain_proof,
        name="desk-domain-proof",
    ),
    path("settings/team/", team.team, name="desk-team"),
    path("settings/team/invitations/", team.invitations, name="desk-team-invitations"),
    path(
        "settings/team/invitations/<uuid:invitation_id>/withdrawal/",
        team.withdrawal,
        name="desk-team-withdrawal",
    ),
]
