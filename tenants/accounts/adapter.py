"""Where allauth asks Kith: whom to make, where to go next, what a mail looks like."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows import login as login_flow
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kith.audit.security_log import log_security_event
from kith.client_address import client_address
from kith.limits.allowances import TooOften
from kith.limits.waiting import wait_in_words
from kith.mail import Reader
from kith.mail.sending import send_mail
from kith.visible import AddressUnreadable, read_address
from tenants.accounts.asked_mails import mail_asked_for
from tenants.accounts.devices import device_name
from tenants.accounts.handing_over import hand_up
from tenants.accounts.known_devices import known_device, remember_device
from tenants.accounts.language import remember_language
from tenants.accounts.models import Person
from tenants.accounts.queries import (
    has_second_factor,
    holds_watched_role,
    is_known_at,
    roles_of,
)
from tenants.accounts.refusal_words import OF_ACCOUNTS, OF_SECOND_STEP
from tenants.accounts.sessions import session_of
from tenants.accounts.tries import PASSWORD, begin_try
from tenants.accounts.usecases.end_sessions import end_sessions
from tenants.accounts.usecases.note_account_change import note_account_change
from tenants.accounts.usecases.note_sign_in import note_sign_in
from tenants.accounts.usecases.register_person import register_person

CONFIRMED = "account/messages/email_confirmed.txt"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up and sign-in as Kith wants them; the doors only translate."""

    error_messages = DefaultAccountAdapter.error_messages | OF_ACCOUNTS

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Person:
        """Register the person of a sign-up form."""
        words = form.cleaned_data
        return register_person(
            email=words["email"],
            full_name=words["full_name"],
            password=words.get("password1"),
            phone=words.get("phone") or None,
            locale=translation.get_language() or "en",
            tenant_id=tenant_id_of(request),
            encouraged_by=words.get("encouraged_by"),
            at=timezone.now(),
        )

    def clean_email(self, email: str) -> str:
        """Return the address as it is kept; what cannot be seen in it is refused at the field."""
        try:
            return read_address(email)
        except AddressUnreadable as refusal:
            raise ValidationError(f"{refusal} {refusal.mend}", code=refusal.code) from refusal

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the next page, by way of the join page where the shop is new to them."""
        # What is said on the next page is said as their account says.
        translation.activate(user.locale)
        response = super().post_login(request, user, **kwargs)
        _count_as_asked_again(request, user)
        tenant_id = tenant_id_of(request)
        if tenant_id and not is_known_at(person_id=user.pk, tenant_id=tenant_id):
            response["Location"] = join_url(response["Location"])
        note_sign_in(
            person_id=user.pk,
            device=self._device(),
            is_known=bool(known_device(request.COOKIES, user.email)),
            tenant_id=tenant_id,
            at=timezone.now(),
        )
        remember_device(response, request.COOKIES, user.email)
        ways = [proof["method"] for proof in login_flow.get_authentication_records(request, user)]
        log_security_event("sign_in.done", request, person=str(user.pk), by=ways)
        hand_up(request, response, at=timezone.now())
        remember_language(response, user.locale)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Sign this browser out, at every host to which its session was handed."""
        person_id, family = request.user.pk, session_of(request).family
        super().logout(request)
        if person_id:
            end_sessions(person_id=person_id, family=family)

    def is_safe_url(self, url: str) -> bool:
        """Return whether the address is on this very host: not another tenant's, not elsewhere."""
        request = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *rest: Any,
        **more: Any,
    ) -> None:
        """Say it on the next page; a confirmed address goes unsaid where a welcome follows."""
        is_welcomed_next = message_template == CONFIRMED and not request.user.is_authenticated
        if not is_welcomed_next:
            super().add_message(request, level, message_template, *rest, **more)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody lands who asked for nothing in particular."""
        roles = roles_of(request.user.pk, tenant_id_of(request))
        if tenant_id_of(request):
            return "/desk/" if roles & {"reseller", "operator", "teammate"} else "/my/"
        return "/staff/" if roles & {"staff", "finance", "approver"} else "/my/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody new begins: at the offers of the shop."""
        return "/" if tenant_id_of(request) else "/my/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the profile."""
        return reverse("my-profile")

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """
        Return the ways to prove oneself once more, in the house's words.

        A password is one for nobody who has a second factor: it may be the very thing that leaked.
        """
        by_password = {"reauthenticate": _("Use your password")}
        words = {} if has_second_factor(person_id=user.pk) else by_password
        words |= {
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use my passkey"),
        }
        ways = super().get_reauthentication_methods(user)
        # A newer allauth offers ways of its own; only those with a page of ours are shown.
        return [way | {"description": words[way["id"]]} for way in ways if way["id"] in words]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send what somebody waits for at a page: a code, or a link."""
        tenant_id, person = tenant_id_of(self.request), context.get("user")
        mail = mail_asked_for(template_prefix, context, tenant_id=tenant_id)
        language = getattr(person, "locale", None) or translation.get_language() or ""
        to = Reader(email, person.full_name if person else "", language)
        send_mail(mail, to=to, tenant_id=tenant_id)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """Write down what changed in an account, and have its owner told."""
        note_account_change(
            person_id=user.pk,
            what=template_prefix.rpartition("/")[2],
            device=self._device(),
            tenant_id=tenant_id_of(self.request),
            # The address that was removed hears of it as well.
            address=email or (context or {}).get("deleted_email", ""),
            at=timezone.now(),
        )

    def _device(self) -> str:
        return device_name(self.request.META.get("HTTP_USER_AGENT", ""))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address limits count by."""
        return client_address(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """
        Return whom these words open for, None when they do not fit.

        :raises ValidationError: too many wrong ones came before; says when to try again
        """
        account = credentials.get("email", "")
        try:
            this = begin_try(
                of=PASSWORD,
                account=account,
                address=client_address(request),
                device=known_device(request.COOKIES, account),
                at=timezone.now(),
            )
        except TooOften as refusal:
            raise ValidationError(
                _(
                    "Too many wrong tries. Try again in %(wait)s, or choose a new password by"
                    " e-mail: that works at once."
                )
                % {"wait": wait_in_words(refusal.wait)},
                code=refusal.code,
            ) from refusal
        person = super().authenticate(request, **credentials)
        if person is None:
            log_security_event("sign_in.refused", request, by="password")
        else:
            this.was_right()
        return person


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | OF_SECOND_STEP

    def encrypt(self, text: str) -> str:
        """Return the secret sealed with the first key."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret, sealed with this key or one before it."""
        return _seal().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """Return the name a passkey is offered under; its owner may write another."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1} if count else _("My passkey")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether it may go: whoever needs a second factor keeps at least one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(
            Q(pk=authenticator.pk) | Q(type=Authenticator.Type.RECOVERY_CODES)
        )
        return others.exists() or not holds_watched_role(person_id=authenticator.user_id)


def tenant_id_of(request: HttpRequest) -> UUID | None:
    """Return whose host was asked; None is the network's own."""
    tenant = getattr(request, "tenant", None)
    return tenant.uuid if tenant else None


def _count_as_asked_again(request: HttpRequest, person: Person) -> None:
    """Spare whoever has just proved who they are to do so again for the library's next page."""
    proofs = login_flow.get_authentication_records(request, person)
    request.session[login_flow.AUTHENTICATION_METHODS_SESSION_KEY] = [
        proof | {"reauthenticated": True} for proof in proofs
    ]


def join_url(next_url: str) -> str:
    """Return the page that asks whether the shop may know the person."""
    return f"{reverse('account-join')}?{urlencode({'next': next_url})}"


def _seal() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(f"second-factor:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
