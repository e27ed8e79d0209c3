"""The web server's door."""

from django.core.wsgi import get_wsgi_application

from kith.chunked import WholeBodies

# Which settings those are is never guessed: `config` asks DJANGO_SETTINGS_MODULE.
application = WholeBodies(get_wsgi_application())
