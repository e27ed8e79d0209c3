"""What the buyer is asked."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.ordering.models import Order
from catalog.porting.limits import count_wish
from catalog.porting.number_form import NumberForm
from kith.limits.allowances import TooOften
from kith.visible import AddressField, LineField, LinesField, NameField
from tenants.accounts.usecases.look_up_encourager import look_up_encourager

SIM_CHOICES = [
    ("esim", gettext_lazy("eSIM: scan a code, ready in minutes")),
    ("physical", gettext_lazy("SIM card: by post, two or three days")),
]
# What becomes of an order of the same plan that waits for its payment.
PAY, INSTEAD, TOO = "pay", "instead", "too"


class OrderForm(forms.Form):
    """One short page: who it is for, which SIM, who encouraged them."""

    form_key = LineField(max_length=64, widget=forms.HiddenInput, required=False)
    contact_name = NameField(label=gettext_lazy("Your name"), max_length=120)
    contact_email = AddressField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Your order and your eSIM code go there."),
    )
    contact_phone = LineField(
        label=gettext_lazy("Phone"),
        max_length=32,
        required=False,
        help_text=gettext_lazy("Only to reach you about this order."),
    )
    sim_form = forms.ChoiceField(
        label=gettext_lazy("How do you want your SIM?"),
        choices=SIM_CHOICES,
        widget=forms.RadioSelect,
        initial="esim",
    )
    delivery_address = LinesField(
        label=gettext_lazy("Where do we post it?"),
        max_length=500,
        error_messages={"required": gettext_lazy("Give the address the card is posted to.")},
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    encourager = LineField(
        label=gettext_lazy("Who encouraged you?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Their handle or code. Nobody? Leave it empty. They see your first name, never what you"
            " pay."
        ),
    )

    keeps_number = forms.BooleanField(
        label=gettext_lazy("Keep the number I have with another operator"),
        required=False,
        help_text=gettext_lazy("Your line works at once on a new number, until yours is here."),
    )
    has_card_consent = forms.BooleanField(
        label=gettext_lazy("Charge the renewals to this card"),
        required=False,
        help_text=gettext_lazy("We keep your card for the next months; you can remove it any day."),
    )
    about_unpaid = forms.ChoiceField(
        label=gettext_lazy("What about the order you have not paid?"),
        choices=[
            (PAY, gettext_lazy("Pay that one, and leave this form")),
            (INSTEAD, gettext_lazy("Cancel that one and place this one")),
            (TOO, gettext_lazy("Place this one as well: I want two")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args,
        asked_from: str,
        buyer_id: UUID | None = None,
        search_url: str = "",
        unpaid: Order | None = None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked_from, self.buyer_id, self.unpaid = asked_from, buyer_id, unpaid
        self.found, self.unknown_word = None, ""
        # Answered or not, the form says what is missing in its own words.
        self.fields["about_unpaid"].is_asked = unpaid is not None
        is_kept = "keeps_number" in self.data
        self.keeping = NumberForm(
            self.data if self.is_bound and is_kept else None, prefix="keep", at=timezone.now()
        )
        self.fields["form_key"].initial = uuid4().hex
        # Asked of those who want a card; the page shows the question to nobody else.
        is_card = self.data.get("sim_form") == "physical"
        self.fields["delivery_address"].required = is_card or not self.is_bound
        self.fields["encourager"].widget.attrs.update(
            {
                "hx-get": search_url,
                "hx-trigger": "input changed delay:400ms",
                "hx-target": "#encourager",
                "hx-swap": "outerHTML",
                "autocomplete": "off",
                "autocapitalize": "none",
            }
        )

    def clean_encourager(self) -> str:
        text = self.cleaned_data["encourager"].strip()
        self.found, problem = find_encourager(
            text, buyer_id=self.buyer_id, asked_from=self.asked_from
        )
        # Whoever named somebody we do not find buys all the same; they are asked again afterwards.
        self.unknown_word = text if problem else ""
        return text

    def clean(self) -> dict[str, Any]:
        """Ask what becomes of an order that waits for its payment, where this is another one."""
        super().clean()
        if self.cleaned_data.get("keeps_number"):
            self._look_at_number()
        if self.errors:
            return self.cleaned_data
        answer = self.cleaned_data["about_unpaid"]
        if self.unpaid is None and answer == PAY:
            self.add_error(
                "about_unpaid",
                _("That order waits for no payment any more. Choose again."),
            )
        elif self.unpaid is not None and not answer and not self.is_unpaid_again:
            self.add_error(
                "about_unpaid",
                _("You have not paid your order %(number)s for %(name)s yet. Choose one.")
                % {"number": self.unpaid.number, "name": self.unpaid.contact_name},
            )
        return self.cleaned_data

    def _look_at_number(self) -> None:
        """Look whether the number can be kept, before anything is ordered."""
        try:
            count_wish(asked_from=self.asked_from, at=timezone.now())
        except TooOften as refusal:
            self.add_error("keeps_number", f"{refusal} {refusal.mend}")
            return
        if not self.keeping.is_valid():
            self.add_error("keeps_number", _("Look at what you wrote about your number."))

    @property
    def asked(self) -> dict[str, Any]:
        """What a valid form says of the order, as `place_order` takes it."""
        given = ("contact_name", "contact_phone", "sim_form", "has_card_consent")
        is_card = self.cleaned_data["sim_form"] == "physical"
        return {name: self.cleaned_data[name] for name in given} | {
            "contact_email": self.cleaned_data["contact_email"].lower(),
            "delivery_address": self.cleaned_data["delivery_address"] if is_card else "",
            "encouraged_by": self.found.id if self.found else None,
            "encourager_word": self.unknown_word,
            "number_wish": self.keeping.wish if self.cleaned_data["keeps_number"] else None,
        }

    @property
    def is_unpaid_again(self) -> bool:
        """Whether it says what the order that waits for its payment says."""
        if self.unpaid is None:
            return False
        columns = {"encouraged_by": "encouraged_by_id"}
        wish = self.asked["number_wish"]
        asked = self.asked | {"number_wish": wish.as_kept() if wish else {}}
        return all(
            getattr(self.unpaid, columns.get(name, name)) == value for name, value in asked.items()
        )

    @property
    def pays_unpaid(self) -> bool:
        """Whether a valid form leads to the payment of the order that waits for it."""
        return self.is_unpaid_again or self.cleaned_data["about_unpaid"] == PAY

    @property
    def replaces_unpaid(self) -> bool:
        return self.unpaid is not None and self.cleaned_data["about_unpaid"] == INSTEAD


class NamingForm(forms.Form):
    """Who the word on an order meant."""

    encourager = LineField(
        label=gettext_lazy("Their handle or code"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


def find_encourager(text: str, *, buyer_id: UUID | None, asked_from: str):
    """Give the one person the text names, or what to say when it names nobody."""
    if not text:
        return None, ""
    try:
        found = look_up_encourager(text=text, asked_from=asked_from, at=timezone.now())
    except TooOften as refusal:
        return None, f"{refusal} {refusal.mend}"
    if len(found) > 1:
        return None, _("More than one person goes by that. Give their handle instead.")
    if not found:
        return None, _("We found nobody by that. Check the spelling, or leave it empty.")
    if found[0].id == buyer_id:
        return None, _("That is you. Give somebody else, or leave it empty.")
    return found[0], ""
