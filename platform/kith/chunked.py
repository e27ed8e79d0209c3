"""Bodies that come in chunks, without a length: read up to a bound, and given their length."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]
# Said of a request whose body went on past the bound; `kith.api.entrance` and Django refuse it.
ENDLESS = "kith.body_is_endless"
PIECE = 64 * 1024


class WholeBodies:
    """
    Hand on every request with a length.

    Django reads as many bytes as Content-Length says, and none where nothing is said. The server
    ends the stream where the last chunk ends (`wsgi.input_terminated`), so it can be read whole;
    one byte more than Django would hold in memory is all that is ever read of it.
    """

    def __init__(self, application: Wsgi) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        if not environ.get("CONTENT_LENGTH") and _is_chunked(environ):
            most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            body = _read(environ["wsgi.input"], most + 1)
            environ |= {
                "wsgi.input": BytesIO(body),
                "CONTENT_LENGTH": str(len(body)),
                ENDLESS: len(body) > most,
            }
        return self.application(environ, start_response)


def _is_chunked(environ: Environ) -> bool:
    codings = environ.get("HTTP_TRANSFER_ENCODING", "").lower()
    return "chunked" in codings and bool(environ.get("wsgi.input_terminated"))


def _read(stream: Any, most: int) -> bytes:
    read = bytearray()
    while len(read) < most and (piece := stream.read(min(PIECE, most - len(read)))):
        read += piece
    return bytes(read)
