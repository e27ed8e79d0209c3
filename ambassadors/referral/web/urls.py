from django.urls import path

from ambassadors.referral.web import views

public_urls = [path("path/referrals/", views.referrals, name="my-referrals")]
staff_urls = [
    path("referrals/", views.held, name="staff-referrals"),
    path("referrals/<int:referral_id>/release/", views.release, name="staff-referral-release"),
]
