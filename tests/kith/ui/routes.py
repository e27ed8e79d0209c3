"""Who may pass the doors of `kith.ui`; `tests/isolation` tries each."""

from tests.isolation.route import anyone, word

EVERYWHERE = {
    "ui-stylesheet": anyone("GET HEAD", digest=word("000000000000")),
    "ui-script": anyone("GET HEAD", digest=word("000000000000")),
    # The address is the tokens themselves, so it holds nothing that is kept anywhere.
    "ui-brand": anyone("GET HEAD", digest=word("00000000"), name=word("1d5c4b.ffffff")),
    "ui-robots": anyone("GET HEAD"),
    "ui-mark": anyone("GET HEAD"),
    "ui-theme": anyone("GET HEAD", theme=word("dark")),
    "ui-language": anyone("GET HEAD", language=word("es")),
}
