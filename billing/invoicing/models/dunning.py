"""What followed from a bill that nobody paid."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from billing.invoicing.models.bills import Invoice
from kith.lockable import Lockable


class DunningStepQuerySet(Lockable, models.QuerySet["DunningStep"]):
    def barring(self) -> Self:
        """Keep what bars a line: taken, and the bill is still asked for."""
        return self.filter(
            step=DunningStep.BAR,
            done_at__isnull=False,
            invoice__paid_at=None,
            invoice__written_off_at=None,
        )


class DunningStep(models.Model):
    """
    One step of dunning that a bill reached.

    `taken_at` is when the night took it up, the last time; `done_at` when it was done. What is not
    done is taken up again, as long as the bill is asked for.
    """

    REMIND, WARN, BAR, NOTICE, END = STEPS = ("remind", "warn", "bar", "notice", "end")
    # What is told ahead, and what each of the two tells of.
    TELLS_OF = {WARN: BAR, NOTICE: END}
    LETTERS = (REMIND, WARN, NOTICE)

    # Without a constraint: the night would hold each bill it takes up, and payments would wait.
    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, related_name="dunning_steps", db_constraint=False
    )
    step = models.CharField(max_length=6)
    taken_at = models.DateTimeField()
    # When its letter went out; what is done to a line is told by the line's own letters.
    told_at = models.DateTimeField(null=True)
    # The day that the letter names: before it, what it tells of is not done.
    act_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = DunningStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "step"], name="a_bill_takes_each_dunning_step_once"
            ),
            models.CheckConstraint(
                name="dunning_step_is_known",
                condition=Q(step__in=["remind", "warn", "bar", "notice", "end"]),
            ),
            models.CheckConstraint(
                name="dunning_letter_is_done_when_told",
                condition=~Q(step__in=["remind", "warn", "notice"])
                | Q(told_at=None, done_at=None)
                | Q(told_at__isnull=False, done_at=F("told_at")),
            ),
            models.CheckConstraint(
                name="dunning_warning_told_names_a_day",
                condition=~Q(step__in=["warn", "notice"])
                | Q(told_at=None)
                | Q(act_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} for {self.invoice_id}"
