"""What docs/api.md and the page at /api/docs show is what works."""

import json
import re
import shlex
from pathlib import Path
from textwrap import dedent

import pytest

from catalog.ordering.api.order_request import AN_ORDER
from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from kith.api.codes import CODES
from kith.questions import answering
from tenants.accounts.queries import PersonCard
from tenants.accounts.questions import find_encourager
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line
from tests.factories.storefront import an_offer
from tests.tmf import base_path, faults

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "api.md").read_text()
# What stands in a block of its own, four blanks in.
BLOCKS = [
    dedent(block).strip()
    for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", GUIDE, re.MULTILINE)
]
ORDERS = f"{base_path('622')}productOrder"
CODE = re.compile(
    r"\"((?:query|request|order|auth|method|media|host)\.[a-z_]+|not_found|throttled|broken)\""
)


@pytest.fixture(autouse=True)
def shop(acme):
    an_offer(name="Coast 10")
    maya = PersonCard(id=a_person(tenant=acme).pk, name="Maya", handle="maya", initials="M")
    with answering(
        find_encourager.by(lambda *, text: [maya] if text == "maya" else []),
        checkout_url.by(lambda **_: "https://pay.example/"),
    ):
        yield maya


def test_the_order_of_the_guide_is_placed(client):
    block = next(each for each in BLOCKS if "POST /tmf-api" in each)
    head, _, body = block.partition("\n\n")
    method, address = head.split("\n")[0].split()
    key = head.split("Idempotency-Key: ")[1].strip()
    sent = {"content_type": "application/json", "headers": {"idempotency-key": key}}
    answer = client.generic(method, address, body, **sent)

    assert answer.status_code == 201, answer.content
    assert faults(json.loads(body), "622", "ProductOrder_Create") == []


def test_the_question_of_the_guide_is_answered(client, acme):
    me = a_person(tenant=acme)
    line = a_line(person_id=me.pk)
    words = shlex.split(next(each for each in BLOCKS if "curl" in each).replace("\\\n", " "))
    address = next(word for word in words if "/tmf-api/" in word).partition("SHOP")[2]
    answer = sign_in(client, me, acme).get(address)

    assert [each["id"] for each in answer.json()] == [str(line.pk)]


def test_the_sample_of_the_page_is_placed(client, shop):
    page = client.get("/api/docs").content.decode()
    answer = client.post(ORDERS, json.dumps(AN_ORDER), "application/json")

    assert "PO-2026-77" in page
    assert answer.status_code == 201, answer.content
    assert Order.objects.get().encouraged_by_id == shop.id


def test_the_page_tells_words_limits_and_codes(client):
    page = client.get("/api/docs").content.decode()
    told = client.get("/api/schema").content.decode()

    for word in ("esim or physical", "encourager", "64 kB", "120 questions from one address"):
        assert word in page
    for word in ("settled", "Retired", "partiallyPaid", "offer.not_on_sale", "key.reused"):
        assert word in page
        assert word in told
    for each in CODES:
        assert each.code in page
        assert each.code in told


def test_the_code_of_an_address_that_nobody_can_read_is_told(client):
    sent = AN_ORDER | {"notificationContact": "ana@exam\u202eple.org"}
    answer = client.post(ORDERS, json.dumps(sent), "application/json")
    code = answer.json()["code"]

    assert (answer.status_code, code) == (409, "address.unreadable")
    assert code in client.get("/api/docs").content.decode()


def test_every_code_that_is_raised_is_told():
    folders = [ROOT / "platform/kith/api", *ROOT.glob("*/*/api")]
    files = [file for folder in folders for file in folder.glob("*.py") if file.name != "codes.py"]
    said = {code for file in files for code in CODE.findall(file.read_text())}

    assert said == {each.code for each in CODES}
