"""People, the roles they hold, what they agreed to, and where they are signed in."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.functions import RandomUUID
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
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

    def get_by_natural_key(self, username: str | None) -> "Person":
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


class GuestQuerySet(Lockable, models.QuerySet["Guest"]):
    """Chainable filters over guests."""

    def waiting(self) -> Self:
        """Keep those of whom nobody has said yet whether they are theirs."""
        return self.filter(claimed_by=None, refused_at=None)


class Guest(models.Model):
    """
    Who bought once, signed in to nothing, under the address of an account that exists already.

    What was bought belongs to this id, and to the account only once its owner says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Where it was. No foreign key: it must never keep a tenant alive.
    tenant_id = models.UUIDField(null=True)
    email = models.EmailField(db_index=True)
    full_name = models.CharField(max_length=120)
    locale = models.CharField(max_length=5, choices=Locale, default=Locale.ENGLISH)
    bought_at = models.DateTimeField()
    claimed_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                name="guest_is_claimed_by_somebody_at_a_moment",
                condition=Q(claimed_by=None, claimed_at=None)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
            ),
            CheckConstraint(
                name="guest_is_not_claimed_and_refused",
                condition=Q(claimed_by=None) | Q(refused_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"guest {self.full_name}"


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


class TeamInvitationQuerySet(Lockable, models.QuerySet["TeamInvitation"]):
    """Chainable filters over invitations to a team."""

    def undecided(self) -> Self:
        """Keep those that nobody accepted or withdrew."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def into(self, tenant_id: uuid.UUID | None) -> Self:
        """Keep those into one tenant's team; without one, into the network's."""
        return self.filter(tenant_id=tenant_id)


class TeamInvitation(models.Model):
    """
    A role offered by e-mail to whoever reads it there, for a while.

    Its token is kept nowhere: the letter holds our own signature under the id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("registry.Tenant", models.PROTECT, null=True, related_name="+")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Role)
    invited_by = models.UUIDField()
    invited_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = TeamInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_role_is_offered_to_somebody_once_at_a_time",
                fields=["tenant", "email", "role"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                nulls_distinct=False,
            ),
            CheckConstraint(
                name="an_accepted_offer_was_not_withdrawn",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
            ),
            CheckConstraint(
                name="an_accepted_offer_says_by_whom",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} offered on {self.invited_at:%Y-%m-%d}"

    def is_open_at(self, at: datetime) -> bool:
        """Say whether it may still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.ends_at


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


class Session(AbstractBaseSession):
    """One signed-in browser, good on one tenant's hosts only."""

    # Empty on the network's own host. No foreign key: a session must never keep a tenant alive.
    tenant_id = models.UUIDField(null=True, db_index=True)
    person_id = models.UUIDField(null=True, db_index=True)
    device = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField()
    # The sessions that came from one sign-in, handed from host to host; they end together.
    family = models.UUIDField(db_default=RandomUUID(), db_index=True)

    objects = BaseSessionManager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return f"session of {self.person_id or 'nobody'}"

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the engine that reads and writes these rows."""
        from tenants.accounts.sessions import SessionStore

        return SessionStore


class HandOver(models.Model):
    """
    One session on its way from a host to another: opens that one, in one browser, once.

    The token itself is kept nowhere: only its digest.
    """

    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # The browser at the host that is opened, by the mark of the secret it keeps.
    browser = models.CharField(max_length=64)
    host = models.CharField(max_length=253)
    # Whose host it is; empty is the network's own. No foreign key, as with sessions.
    tenant_id = models.UUIDField(null=True)
    onward = models.TextField(blank=True)
    family = models.UUIDField()
    # By which a password that was changed meanwhile is noticed.
    auth_hash = models.CharField(max_length=64)
    # When and by what its person proved who they are, as the sign-in library writes it.
    proofs = models.JSONField()
    session_ends_at = models.DateTimeField()
    issued_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="hand_over_by_its_end")]

    def __str__(self) -> str:
        return f"hand-over to {self.host}"


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Chainable filters over tokens."""

    def live(self) -> Self:
        """Keep those nobody has revoked."""
        return self.filter(revoked_at=None)

    def held(self, *, person_id: uuid.UUID, tenant_id: uuid.UUID) -> Self:
        """Keep one person's, for one tenant's hosts."""
        return self.filter(person_id=person_id, tenant_id=tenant_id)


class AccessToken(models.Model):
    """
    What a person's program shows instead of a session, good on one tenant's hosts only.

    The secret itself is kept nowhere: only its digest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # No foreign key: a token must never keep a tenant alive.
    tenant_id = models.UUIDField()
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="access_token_name_is_used_once",
                fields=["person", "tenant_id", "name"],
                condition=Q(revoked_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"token {self.name}"


class LentViewQuerySet(Lockable, models.QuerySet["LentView"]):
    """Chainable filters over views that are lent."""

    def open(self) -> Self:
        """Keep those that nobody ended."""
        return self.filter(ended_at=None)

    def offered_at(self, at: datetime) -> Self:
        """Keep those whose code may still be taken."""
        return self.open().filter(taken_at=None, ends_at__gt=at)

    def seen_at(self, at: datetime) -> Self:
        """Keep those that somebody looks through now."""
        return self.open().filter(taken_at__isnull=False, ends_at__gt=at)


class LentView(models.Model):
    """Half an hour in which one person sees another's pages at one shop, and does nothing there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # Whoever took it; until then, empty where they were named by an address.
    helper = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    to_address = models.EmailField(blank=True)
    # No foreign key, as with sessions.
    tenant_id = models.UUIDField()
    # The owner tells it to the helper; empty once it was taken, or is over.
    code = models.CharField(max_length=6, blank=True)
    offered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    # Of an offer, until when it may be taken; then, until when it is seen.
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = LentViewQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_person_lends_one_view_at_a_time",
                fields=["owner"],
                condition=Q(ended_at=None),
            ),
            CheckConstraint(
                name="a_view_that_was_taken_has_a_helper_and_no_code",
                condition=Q(taken_at=None) | Q(helper__isnull=False, code="", to_address=""),
            ),
            CheckConstraint(
                name="nobody_lends_a_view_to_themselves",
                condition=Q(helper=None) | ~Q(helper=F("owner")),
            ),
        ]

    def __str__(self) -> str:
        return f"view {self.pk}"


class LentLook(models.Model):
    """One page that a helper looked at, or a thing they tried to do and could not."""

    view = models.ForeignKey(LentView, models.CASCADE, related_name="looks")
    path = models.CharField(max_length=300)
    was_refused = models.BooleanField(default=False)
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look at {self.path}"
