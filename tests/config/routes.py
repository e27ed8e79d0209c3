"""Who may pass the doors of `config`; `tests/isolation` tries each."""

from tests.isolation.route import anyone, probe

EVERYWHERE = {
    "set_language": anyone("POST"),
}

NETWORK = {
    "livez": probe(),
    "readyz": probe(),
    "statusz": probe(),
    # The menus of both hosts lead to it; here it leads on to the person's path.
    "my-home": anyone(),
    # Shops serve the API; here a program is told so.
    "api-nothing-here": anyone("GET POST PUT PATCH DELETE"),
}

SHOP = {
    "api-docs": anyone("GET HEAD"),
    "api-schema": anyone("GET HEAD"),
    # Answers for what is no resource, whatever is asked.
    "api-nothing-here": anyone("GET POST PUT PATCH DELETE"),
}
