from django.urls import path

from kith.mail.gallery import views

urlpatterns = [
    path("", views.mails, name="gallery-mails"),
    path("<str:name>/", views.mail, name="gallery-mail"),
    path(
        "<str:name>/<int:case>/<slug:paper>/<slug:language>/html/",
        views.mail_html,
        name="gallery-mail-html",
    ),
]
