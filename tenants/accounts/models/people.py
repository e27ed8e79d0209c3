"""People, the roles they hold, and what they agreed to."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kith.lockable import Lockable
from kith.visible import address_to_find


class Role(models.TextChoices):
    """What a person may be, in one tenant or in the whole network."""

    CUSTOMER = "customer", _("Customer")
    AMBASSADOR = "ambassador", _("Ambassador")
    RESELLER = "reseller", _("Reseller")
    OPERATOR = "operator", _("Virtual operator")
    TEAMMATE = "teammate", _("Teammate")
    STAFF = "staff", _("Staff")
    FINANCE = "finance", _("Finance")
    APPROVER = "approver", _("Approver")


class Locale(models.TextChoices):
    """The languages Kith speaks."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class PersonQuerySet(Lockable, models.QuerySet["Person"]):
    """Chainable filters over people."""


class PeopleByEmail(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """What Django and allauth ask of the people: find one by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person with this e-mail."""
        return self.get(email=address_to_find(username or ""))


class Person(AbstractBaseUser):
    """One human being, who signs in with one account on every host of the network."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    handle = models.SlugField(_("handle"), max_length=30, unique=True)
    # The handle as the eye reads it: "bi11" and "bill" share one, so only one may exist.
    handle_shape = models.CharField(max_length=30, unique=True, editable=False)
    phone = models.CharField(_("phone"), max_length=16, unique=True, null=True, blank=True)
    locale = models.CharField(max_length=5, choices=Locale, default=Locale.ENGLISH)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # Until when somebody they asked sees their pages: each page of theirs says so without asking.
    seen_until = models.DateTimeField(null=True)

    objects: ClassVar[PeopleByEmail] = PeopleByEmail()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            CheckConstraint(name="person_email_is_lower_case", condition=Q(email=Lower("email"))),
            CheckConstraint(
                name="person_phone_is_in_full",
                condition=Q(phone=None) | Q(phone__startswith="+"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = self.full_name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"

    def get_full_name(self) -> str:
        """Return the name as the person wrote it."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return what a friend would say."""
        return self.full_name.split(" ")[0]


class PartyRoleQuerySet(models.QuerySet["PartyRole"]):
    """Chainable filters over roles."""

    def open_at(self, at: datetime) -> Self:
        """Keep the roles held at that moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def current(self) -> Self:
        """Keep the roles nobody has ended."""
        return self.filter(ends_at=None)

    def in_tenant(self, tenant_id: uuid.UUID | str | None) -> Self:
        """Keep the roles of one tenant; without one, those of the whole network."""
        return self.filter(tenant_id=tenant_id)


class PartyRole(models.Model):
    """One person in one role, in one tenant or network-wide, from one day to another."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    tenant = models.ForeignKey("registry.Tenant", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=12, choices=Role)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    # Empty when a rule gave the role, not a person.
    granted_by = models.UUIDField(null=True, blank=True)

    objects = PartyRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="role_is_open_once",
                fields=["person", "tenant", "role"],
                condition=Q(ends_at=None),
                nulls_distinct=False,
            ),
            CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
            ),
        ]
        indexes = [models.Index(fields=["tenant", "role"], name="role_by_tenant")]

    def __str__(self) -> str:
        return f"{self.role} since {self.starts_at:%Y-%m-%d}"


class Consent(models.Model):
    """What a person agreed to, with the words' version, and until when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    tenant = models.ForeignKey("registry.Tenant", models.PROTECT, null=True, related_name="+")
    purpose = models.SlugField(max_length=40)
    wording_version = models.CharField(max_length=20, default="1")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="consent_stands_once",
                fields=["person", "tenant", "purpose"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} since {self.given_at:%Y-%m-%d}"
