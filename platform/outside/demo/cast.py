"""Who can be played in the demo, and the shops some of them own."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings

HOME = "home"


@dataclass(frozen=True)
class Player:
    """Somebody who can be played: a name, an address, since when they are known."""

    name: str
    # Network-wide roles; what is earned on the ladder is not given here.
    roles: tuple[str, ...] = ()
    known_days_before: int = 70
    is_careful: bool = False
    part: str = ""

    @property
    def email(self) -> str:
        """Return the address they sign in with."""
        return address_of(self.name)


def address_of(name: str) -> str:
    """Return a demo person's address, which the sign-in page of the demo lists."""
    plain = name.lower().translate(str.maketrans("áéíóúüñ", "aeiouun")).replace(" ", ".")
    return f"{plain}@{settings.KITH_DEMO_MAIL_DOMAIN}"


@dataclass(frozen=True)
class Brand:
    """What a shop turns into when its owner becomes a virtual operator."""

    name: str
    tagline: str
    about: str
    accent: str
    ink: str
    tint: str
    radius: int
    type_pairing: str
    # Whether its own domain is proved; the other operator's waits for its record.
    is_domain_proved: bool = False


@dataclass(frozen=True)
class Shop:
    """One storefront of the year: whose it is, how it speaks, when it opened."""

    slug: str
    owner: str
    name: str
    tagline: str
    about: str
    hours: str
    opens_on_day: int
    # Days before that day since when the shop stands, and its owner on the step of reseller.
    stood_days: int = 0
    last_order_day: int = 360
    is_paid_out: bool = True
    sponsor: str = ""
    customer: str = ""
    brand: Brand | None = None
    promoted_on_window: int = 0
    plans: tuple[str, ...] = field(default=("prepaid", "light", "usual", "plenty", "family"))


NORA = Player("Nora Vidal", roles=("staff",), known_days_before=100, is_careful=True, part="staff")
FELIX = Player(
    "Felix Moreno", roles=("finance",), known_days_before=100, is_careful=True, part="finance"
)
ADA = Player(
    "Ada Lindqvist", roles=("approver",), known_days_before=100, is_careful=True, part="approver"
)
OMAR = Player(
    "Omar Haddad", roles=("approver",), known_days_before=100, is_careful=True, part="approver"
)
OFFICE = (NORA, FELIX, ADA, OMAR)

LUCIA = Player("Lucía Prieto", part="customer")
CARMEN = Player("Carmen Ortega", known_days_before=1, part="candidate for reseller")
MATEO = Player("Mateo Rivas", known_days_before=2, is_careful=True, part="reseller")
INES = Player("Inés Cordero", known_days_before=20, part="ambassador")
DIEGO = Player("Diego Santos", known_days_before=12, part="ambassador")
PILAR = Player("Pilar Nogales", known_days_before=5, part="customer on the way")

ALBA = Player("Alba Serrano", known_days_before=620, is_careful=True, part="operator")
BRUNO = Player("Bruno Castell", known_days_before=500, is_careful=True, part="operator")
VERA = Player("Vera Montoya", known_days_before=400, is_careful=True, part="candidate for operator")
NADIA = Player("Nadia Benali", known_days_before=120, is_careful=True, part="reseller")
TOMAS = Player("Tomás Iglesias", known_days_before=110, is_careful=True, part="reseller")
ELENA = Player("Elena Pardo", known_days_before=100, is_careful=True, part="reseller")
KOFI = Player("Kofi Mensah", known_days_before=90, is_careful=True, part="reseller")
OWNERS = (ALBA, BRUNO, VERA, NADIA, TOMAS, ELENA, KOFI)

# One customer of each larger shop who can be played, with a line there.
JULIA = Player("Julia Ferrándiz", known_days_before=0, part="customer")
MARCOS = Player("Marcos Leiva", known_days_before=0, part="customer")
RITA = Player("Rita Campillo", known_days_before=0, part="customer")
AMBITIOUS = (CARMEN, MATEO, INES, DIEGO, PILAR)
CAST = (*OFFICE, LUCIA, *AMBITIOUS, *OWNERS, JULIA, MARCOS, RITA)

# Who sells in every shop. The tax number passes its check, and no tax office gives such a one.
COMPANY = {
    "legal_name": "Northline Telecom SL",
    "address": "Calle del Faro 12\n48001 Bilbao",
    "country": "ES",
    "tax_number": "ESB00000125",
    "registration": "Registro Mercantil de Bizkaia, tomo 125, hoja BI-125",
    # The account that papers on IBANs give as an example: no bank has it.
    "iban": "ES9121000418450200051332",
}
COMPANY_CODE = "NL"

HOME_SHOP = Shop(
    slug=HOME,
    owner="",
    name="Northline",
    tagline="Mobile plans, sold by people who use them",
    about="Northline is the network. Our customers advise, refer and sell, and earn from it.",
    hours="Every day, 8:00 to 22:00",
    opens_on_day=0,
    customer=LUCIA.name,
    plans=("prepaid", "light", "usual", "plenty", "endless", "data", "family", "big family"),
)
MAREA = Shop(
    slug="marea",
    owner=ALBA.name,
    name="Alba by the harbour",
    tagline="I set it up with you, over a coffee",
    about="I repaired nets for ten years and phones for six. Ask me before you sign anything.",
    hours="Monday to Saturday, 10:00 to 20:00",
    opens_on_day=0,
    stood_days=75,
    last_order_day=296,
    customer=JULIA.name,
    promoted_on_window=10,
    plans=("usual", "plenty", "family", "big family", "endless"),
    brand=Brand(
        name="Marea Móvil",
        tagline="The harbour's own network",
        about="Plans made with the people of the harbour: fair data, no small print, a real desk.",
        accent="#0f5c6e",
        ink="#ffffff",
        tint="#eaf4f6",
        radius=14,
        type_pairing="harbour",
        is_domain_proved=True,
    ),
)
ROBLEDO = Shop(
    slug="robledo",
    owner=BRUNO.name,
    name="Bruno connects the valley",
    tagline="Signal where the road ends",
    about="I drive the school bus of the valley. I know where it rings and where it does not.",
    hours="Weekdays, 16:00 to 21:00",
    opens_on_day=0,
    stood_days=50,
    last_order_day=328,
    customer=MARCOS.name,
    promoted_on_window=11,
    plans=("light", "usual", "plenty", "endless", "big family"),
    brand=Brand(
        name="Roble",
        tagline="Made in the valley, heard everywhere",
        about="A small operator for mountain villages, with honest maps of where it works.",
        accent="#5a3d1c",
        ink="#ffffff",
        tint="#f6f1ea",
        radius=6,
        type_pairing="ledger",
    ),
)
VERA_SHOP = Shop(
    slug="vera",
    owner=VERA.name,
    name="Vera at the market",
    tagline="Stall 14, and always on the phone",
    about="Half of the market calls through me. I tell you when a cheaper plan is enough.",
    hours="Tuesday to Sunday, 8:00 to 15:00",
    opens_on_day=1,
    stood_days=20,
    last_order_day=358,
    customer=RITA.name,
)
SMALL_SHOPS = (
    Shop(
        slug="nadia",
        owner=NADIA.name,
        name="Nadia, two floors up",
        tagline="Plans for students and for their mothers",
        about="I moved here with one suitcase and three SIM cards. I can save you two of them.",
        hours="Evenings, 18:00 to 22:00",
        opens_on_day=62,
        sponsor=ALBA.name,
    ),
    Shop(
        slug="tomas",
        owner=TOMAS.name,
        name="Tomás at the gym",
        tagline="Enough data for every set",
        about="I coach in the mornings and sort out phones in the afternoons.",
        hours="Weekdays, 14:00 to 18:00",
        opens_on_day=118,
        sponsor=BRUNO.name,
        plans=("light", "usual", "plenty"),
    ),
    Shop(
        slug="elena",
        owner=ELENA.name,
        name="Elena and the choir",
        tagline="For forty voices and their families",
        about="We sing on Thursdays. Since last spring we also share one family plan each.",
        hours="Thursdays after rehearsal, or by mail",
        opens_on_day=170,
        sponsor=ALBA.name,
        plans=("prepaid", "light", "family", "big family"),
    ),
    Shop(
        slug="kofi",
        owner=KOFI.name,
        name="Kofi's bicycle workshop",
        tagline="Leave the bike, take a plan",
        about="Couriers ride in with flat tyres and flat plans. I mend both.",
        hours="Monday to Friday, 9:00 to 19:00",
        opens_on_day=215,
        is_paid_out=False,
        plans=("usual", "plenty", "data"),
    ),
)
# Made by an approved promotion, so its address is made of its owner's handle.
MATEO_SHOP = Shop(
    slug="mateo-rivas",
    owner=MATEO.name,
    name="Mateo for the fourth-years",
    tagline="A plan that survives the month",
    about="I teach maths. I also read tariffs, so that you need not.",
    hours="After school, 15:00 to 19:00",
    opens_on_day=216,
    plans=("prepaid", "light", "usual"),
)
GROWN = (MAREA, ROBLEDO, VERA_SHOP)
SHOPS = (*GROWN, *SMALL_SHOPS)
ALL_SHOPS = (HOME_SHOP, *SHOPS, MATEO_SHOP)
