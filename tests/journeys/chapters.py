"""The story, chapter by chapter, in the order it happens."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

from PIL import Image, ImageDraw

from tests.journeys.steps import buying, doors, office, selling
from tests.journeys.story import HOME, PASSWORD, Story
from tests.journeys.walker import Walker

# The secret of Rosa's code generator; her phone shows what it makes of it.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FRIENDS_OF_LONG_AGO = 13
LINES_OF_A_GOOD_YEAR = 110


def the_catalogue_comes_in(story: Story) -> None:
    """Staff sign in with one click and a second factor, and import the catalogue."""
    staff = doors.enter_office(story, "Staff")
    with tempfile.TemporaryDirectory() as folder:
        office.import_catalogue(staff, Path(folder))


def a_customer_comes(story: Story) -> None:
    """Somebody signs up at the telco's own shop, names Rosa, buys, and is on the network."""
    tail = uuid4().hex[:6]
    rosa = {"name": "Rosa Lind", "email": f"rosa.{tail}@demo.kith.example"}
    story.known["rosa"] = rosa | story.fact(
        "ambassador", **rosa, password=PASSWORD, secret=SECRET, friends=FRIENDS_OF_LONG_AGO
    )
    ana = story.walker("Ana")
    email = f"ana.{tail}@post.example"
    handle = story.known["rosa"]["handle"]
    doors.make_account(story, ana, HOME, name="Ana Robles", email=email, encourager=f"@{handle}")
    ana.look("signed-up")
    doors.be_known_at_the_network(ana)
    buying.choose(ana, HOME, most=24)
    ana.look("hosted-payment")
    buying.pay(ana, buying.GOOD_CARD, name="Ana Robles", is_impatient=True)
    order = buying.watch_it_come_alive(story, ana, as_name="customer")
    story.known["ana"] = {"email": email, "order": order}
    ana.open(HOME, "/my/orders/")
    # A double click on everything made one order.
    assert ana.page.locator("main .entry").count() == 1
    ana.look("my-orders")
    ana.open(HOME, "/my/invoices/")
    ana.look("my-invoices")
    ana.page.locator("main table a").first.click()
    ana.see_title(re.compile("Invoice"))
    buying.parts_sum_to_the_cent(ana)
    ana.look("my-invoice")
    ana.open(HOME, "/my/")
    ana.look("my-lines")
    ana.page.locator("main .entry a").first.click()
    ana.see("Details")
    ana.look("my-line")


def friends_follow(story: Story) -> None:
    """Two more friends do the same, and with a second month paid Rosa's friends are enough."""
    rosa, ana = story.known["rosa"], story.known["ana"]
    tail = uuid4().hex[:6]
    emails = [f"{name}.{tail}@post.example" for name in ("leo", "mia")]
    _orders, qualified = story.facts(
        ("orders", {"slug": HOME, "emails": emails, "encouraged_by": rosa["id"]}),
        ("second_month", {"emails": [ana["email"], *emails]}),
    )
    assert qualified == 3


def staff_approve(story: Story) -> None:
    """The assessment opens a case, staff approve it, and the shop is live while they watch."""
    said = story.manage("assess", "--slot", f"journey {uuid4().hex[:6]}")
    assert " 1 case opened" in said, said
    staff = doors.enter_office(story, "Staff")
    office.open_case(staff, story.known["rosa"]["name"])
    office.sign(staff, note="Her friends stay, and they say why.")
    link = office.see_it_carried_out(story, staff, as_name="approval to live shop")
    story.known["slug"] = link.inner_text().partition(".")[0]


def the_reseller_opens(story: Story) -> None:
    """Rosa signs in at her desk with her second factor and sets her shop up."""
    selling.set_up(the_seller(story), story.known["slug"])


def the_seller(story: Story) -> Walker:
    """Return Rosa's window, where she has signed in at her desk with her second factor."""
    if "Rosa" in story.walkers:
        return story.walker("Rosa")
    rosa = story.walker("Rosa")
    doors.sign_in(rosa, story.known["slug"], email=story.known["rosa"]["email"])
    doors.give_code(rosa, SECRET)
    return rosa


def a_friend_buys(story: Story) -> None:
    """A friend buys without an account, steps back, and pays: one card is declined, one asks."""
    friend, slug = story.walker("friend"), story.known["slug"]
    email = f"teo.{uuid4().hex[:6]}@post.example"
    buyer = {"contact_name": "Teo Mas", "contact_email": email, "encourager": "@nobody.known"}
    form = buying.choose(friend, slug, most=6, **buyer)
    buying.step_back_and_return(friend, form=form, name="Teo Mas")
    buying.pay(friend, buying.DECLINED_CARD, name="Teo Mas")
    friend.see(re.compile("declined"))
    friend.look("card-declined")
    buying.pay(friend, buying.BANK_ASKS_CARD, name="Teo Mas")
    friend.see("Your bank asks: is this you?")
    friend.look("bank-asks")
    friend.page.get_by_role("button", name="Complete").dblclick()
    buying.watch_it_come_alive(story, friend, as_name="friend")
    buying.take_the_word_back(friend, word="@nobody.known")

    rosa = the_seller(story)
    selling.see_share_held(rosa, slug)
    selling.open_invoice(rosa, slug, of="Teo Mas")
    parts = buying.parts_sum_to_the_cent(rosa)
    assert len(parts) >= 5, parts
    rosa.look("desk-invoice-split")
    story.known["friend"] = {"email": email}


def money_is_settled(story: Story) -> None:
    """Holds end, a run is frozen, released by two others, paid, and every line leads back."""
    slug, sponsor = story.known["slug"], story.known["rosa"]["sponsor"]
    tail = uuid4().hex[:6]
    buyers = [f"{name}.{tail}@post.example" for name in ("ivo", "eva", "noa")]
    story.facts(
        ("terms", {"minimum_minor": 10, "four_eyes_above_minor": 100}),
        ("refund_terms", {"month_minor": 600, "age_days": 365}),
        ("payout_account", {"person": sponsor}),
        ("past_orders", {"slug": slug, "emails": buyers, "days": 70}),
    )
    rosa = the_seller(story)
    selling.open_invoice(rosa, slug, of="Ivo Roca")
    selling.refund(rosa, amount="5.00", reason="Half a month without signal")

    finance = doors.enter_office(story, "Finance")
    number = office.freeze_run(finance)
    office.see_own_run(finance, number)
    approver = doors.enter_office(story, "Approver")
    office.approve_run(approver, number)
    office.approve_run(doors.enter_office(story, "Approver", place=1), number)
    office.see_it_closed(story, approver, number, as_name="release to money paid")
    office.follow_statement(approver)
    story.known["run"] = number

    rosa.open(slug, "/desk/earnings/")
    rosa.look("earnings-paid")
    rosa.page.locator("main table").last.get_by_role("link").first.click()
    rosa.see_title(re.compile("Statement"))
    rosa.look("desk-statement")
    rosa.page.locator("main tbody tr").last.get_by_role("link").first.click()
    rosa.see_title(re.compile("Invoice"))
    selling.open_invoice(rosa, slug, of="Eva Roca")
    selling.ask_refund(rosa, amount="10.00", reason="Paid twice for the same month")
    office.agree_to_refund(finance)
    selling.see_refunded(rosa, reason="Paid twice for the same month")
    story.manage("check_books")


def a_worker_dies(story: Story) -> None:
    """The worker is killed while it pays a run; started again, it ends the run, once."""
    sale = {"slug": story.known["slug"], "emails": ["uma.roca@post.example"], "encouraged_by": None}
    _orders, run = story.facts(("orders", sale), ("later_run", {"days": 61}))
    slow = {"endpoint": "POST /v1/transfers*", "kind": "slow", "count": 1, "seconds": 6}
    story.stripe("faults", **slow)
    finance = doors.enter_office(story, "Finance")
    approver = doors.enter_office(story, "Approver")
    office.approve_run(finance, run["number"])
    office.approve_run(approver, run["number"])
    approver.see("Being sent")
    approver.look("run-being-sent")
    dead = story.kith.kill("worker")
    # The slow payment arrives there, and nobody is left to hear of it.
    story.stripe("webhooks/drain", seconds=20)
    story.kith.wait_for_restart("worker", of=dead)
    # The scheduler's next round, now: it takes up what a dead worker left behind.
    story.manage("settle")
    office.see_it_closed(story, approver, run["number"], as_name="killed worker to money paid")
    states = story.fact("transfers", number=run["number"])
    assert states == {"done": run["transfers"]}, states
    story.manage("check_books")


def a_webhook_comes_ten_times(story: Story) -> None:
    """The same event delivered ten times over is applied once."""
    sent = story.stripe("deliveries")["deliveries"]
    paid = next(one for one in sent if one["type"] == "checkout.session.completed")
    for _ in range(10):
        story.stripe(f"events/{paid['event']}/resend", again=True)
    assert story.stripe("webhooks/drain", seconds=20)["is_done"]
    story.manage("check_books")


def the_reseller_becomes_an_operator(story: Story) -> None:
    """After a good year two people sign, and the shop wears its own brand, name and domain."""
    slug = story.known["slug"]
    story.fact("good_year", slug=slug, lines=LINES_OF_A_GOOD_YEAR)
    said = story.manage("assess", "--slot", f"journey {uuid4().hex[:6]}")
    assert " 1 case opened" in said, said
    staff = doors.enter_office(story, "Staff")
    approver = doors.enter_office(story, "Approver")
    office.open_case(staff, story.known["rosa"]["name"])
    office.sign(staff, note="A year of people who stay.")
    staff.see("You have signed. Somebody else signs next.")
    office.open_case(approver, story.known["rosa"]["name"], has_first_signature=True)
    office.sign(approver, note="Agreed.")
    office.see_it_carried_out(story, approver, as_name="second signature to operator")


def she_wears_her_own_brand(story: Story) -> None:
    """The operator's shop has its own colours, logo, name and domain."""
    rosa, slug = the_seller(story), story.known["slug"]
    selling.wear_brand(rosa, slug, logo=a_logo())
    host = f"{slug}.plaza.example"
    selling.prove_domain(story, rosa, slug, host)
    visitor = story.walker("visitor")
    visitor.page.goto(f"http://{host}:{story.kith.port}/")
    visitor.see_title(re.compile("The square's own network"))
    visitor.see(re.compile("Plaza Mobile"))
    visitor.look("own-domain")
    visitor.open(None, "/")
    visitor.look("directory")
    story.known["host"] = host


def a_logo() -> bytes:
    """Draw a small picture."""
    picture = Image.new("RGBA", (240, 80), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((4, 4, 76, 76), 16, fill="#8a1f4a")
    draw.rectangle((96, 30, 232, 50), fill="#8a1f4a")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


STORY = (
    the_catalogue_comes_in,
    a_customer_comes,
    friends_follow,
    staff_approve,
    the_reseller_opens,
    a_friend_buys,
    money_is_settled,
    a_worker_dies,
    a_webhook_comes_ten_times,
    the_reseller_becomes_an_operator,
    she_wears_her_own_brand,
)


def walk(story: Story) -> None:
    """Walk the story chapter by chapter, and tell how long what people wait for took."""
    for chapter in STORY:
        try:
            story.time(f"chapter {chapter.__name__}", lambda told=chapter: told(story))
        except BaseException:
            story.picture_the_end()
            raise
    for name, seconds in story.seconds.items():
        sys.stdout.write(f"{seconds:6.2f} s  {name}\n")
