"""The web server's door."""

from django.core.wsgi import get_wsgi_application

# Which settings those are is never guessed: `config` asks DJANGO_SETTINGS_MODULE.
application = get_wsgi_application()
