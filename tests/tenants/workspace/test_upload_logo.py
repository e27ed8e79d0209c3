"""Pictures from strangers: drawn anew, or refused."""

import struct
import zlib
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image, PngImagePlugin

from kith.wall import in_tenant
from tenants.workspace.logos import LogoRefused, read_logo
from tenants.workspace.queries import shop_face
from tenants.workspace.usecases.set_brand import BrandBelongsToTelco
from tenants.workspace.usecases.upload_logo import upload_logo
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.workspace import a_picture, an_operator

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
ENTITY = b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"


def a_bomb() -> bytes:
    """Return a PNG of a few bytes that says it is 50,000 pixels square."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))
        )

    head = struct.pack("!IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")


def a_picture_with_a_secret() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>alert(1)</script>")
    drawn = BytesIO()
    Image.new("RGB", (64, 64)).save(drawn, format="PNG", pnginfo=notes)
    return drawn.getvalue() + b"<script>alert(2)</script>"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_are_drawn_anew_as_png(kind):
    logo = read_logo(a_picture(kind))

    assert logo.content.startswith(b"\x89PNG")
    assert (logo.width, logo.height) == (300, 120)


def test_a_large_picture_is_made_to_fit():
    logo = read_logo(a_picture(size=(2000, 1000)))

    assert (logo.width, logo.height) == (640, 320)


def test_what_else_the_file_held_is_gone():
    assert b"script" not in read_logo(a_picture_with_a_secret()).content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SVG, id="svg"),
        pytest.param(
            b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + SVG,
            id="svg with an entity",
        ),
        pytest.param(b"GIF89a" + b"\0" * 64, id="gif"),
        pytest.param(b"\x89PNG\r\n\x1a\n", id="png without a picture"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + SVG, id="svg dressed as png"),
        pytest.param(a_picture()[:60], id="cut off"),
        pytest.param(a_picture("JPEG")[:200], id="jpeg cut off"),
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7" + b"\0" * 100, id="pdf"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n(run) run", id="postscript"),
        pytest.param(a_picture("BMP"), id="bmp"),
        pytest.param(a_picture("TIFF"), id="tiff"),
        pytest.param(a_picture("ICO", size=(64, 64)), id="ico"),
        pytest.param(a_bomb(), id="pixel bomb"),
        pytest.param(b"\0" * 2_000_001, id="too heavy"),
        pytest.param(b"<html><script>alert(1)</script></html>", id="html"),
    ],
)
def test_what_is_no_picture_we_take_is_refused(content):
    with pytest.raises(LogoRefused) as refused:
        read_logo(content)

    assert refused.value.mend


def test_an_operators_logo_is_shown_from_its_own_folder(acme, client_for):
    operator = an_operator(acme)
    with in_tenant(operator):
        brand = upload_logo(content=a_picture(), at=NOON)
        url = shop_face().logo_url

    answer = client_for(operator).get(url)

    assert url == f"/media/logo/{brand.logo}"
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert (settings.MEDIA_ROOT / str(acme.uuid) / "logo" / brand.logo).is_file()


def test_another_shop_does_not_serve_it(acme, globex, client_for):
    operator = an_operator(acme)
    with in_tenant(operator):
        upload_logo(content=a_picture(), at=NOON)
        url = shop_face().logo_url

    assert client_for(globex).get(url).status_code == 404
    assert client_for(None).get(url).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2fsecret.png", "../secret", "x.png", "0" * 32 + ".svg", "0" * 32 + ".PNG", "%2e%2e"],
)
def test_no_name_leads_out_of_the_folder(acme, client, name):
    assert client.get(f"/media/logo/{name}").status_code == 404


def test_a_reseller_uploads_none(acme):
    with pytest.raises(BrandBelongsToTelco):
        upload_logo(content=a_picture(), at=NOON)


def test_the_page_refuses_with_words_and_changes_nothing(acme, client_for):
    operator = an_operator(acme)
    client = sign_in(client_for(operator), a_person(tenant=operator, role="operator"), operator)
    file = BytesIO(SVG)
    file.name = "logo.png"

    answer = client.post("/desk/settings/brand/logo/", {"logo": file}, follow=True)

    assert "not a picture we can read" in answer.content.decode()
    with in_tenant(operator):
        assert shop_face().logo_url == ""
