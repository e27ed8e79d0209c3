"""What people may type on the pages of the ladder."""

from datetime import date, timedelta
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ambassadors.program.models import Measure, Programme, TierCode
from ambassadors.program.usecases.ask_candidate import LONGEST_QUESTION
from ambassadors.program.usecases.decline_case import Reason
from kith.visible import LineField, LinesField
from kith.written import WholeNumberField

USUAL_WAIT_DAYS = 30


def _usual_retry() -> object:
    return timezone.localdate() + timedelta(days=USUAL_WAIT_DAYS)


class SignForm(forms.Form):
    note = LineField(label=_("Note"), max_length=300, required=False)
    without_answer = forms.BooleanField(
        label=_("I sign without the candidate’s answer"), required=False
    )


class DeclineForm(forms.Form):
    reason_codes = forms.MultipleChoiceField(
        label=_("Why"), choices=Reason.choices, widget=forms.CheckboxSelectMultiple
    )
    text = LinesField(
        label=_("What would change your mind"),
        help_text=_("The candidate reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    retry_on = forms.DateField(
        label=_("Look again on"),
        initial=_usual_retry,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class AskForm(forms.Form):
    text = LinesField(
        label=_("Your question"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_QUESTION,
    )


class AnswerForm(forms.Form):
    text = LinesField(
        label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class ProgrammeForm(forms.Form):
    """One number for each thing a step asks, and from when."""

    def __init__(self, *args: object, programme: Programme, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.keys: dict[str, tuple[str, str]] = {}
        for tier in programme.tiers.order_by("position").prefetch_related("criteria"):
            for criterion in sorted(tier.criteria.all(), key=lambda one: one.position):
                name = f"{tier.code}__{criterion.code}"
                self.keys[name] = (tier.code, criterion.code)
                self.fields[name] = WholeNumberField(
                    label=f"{TierCode(tier.code).label}: {Measure(criterion.code).label}",
                    initial=criterion.threshold,
                    least=1,
                    most=1_000_000,
                )
        self.fields["starts_on"] = forms.DateField(
            label=_("In force from"),
            required=False,
            help_text=_("Empty: as soon as a second person has signed it."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        self.fields["note"] = LineField(
            label=_("What changes, and why"), max_length=200, help_text=_("Kept with the version.")
        )
        self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_starts_on(self) -> date | None:
        day = self.cleaned_data["starts_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("New rules cannot start in the past."))
        return day

    def thresholds(self) -> dict[tuple[str, str], int]:
        """Return the numbers by tier and measure."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}
