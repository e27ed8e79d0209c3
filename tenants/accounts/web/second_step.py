"""The forms that take a code of the second step."""

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kith.audit.security_log import log_security_event
from kith.client_address import client_address
from kith.limits.allowances import TooOften
from kith.limits.waiting import wait_in_words
from tenants.accounts.known_devices import known_device
from tenants.accounts.tries import SECOND_STEP, begin_try
from tenants.accounts.web.in_house_words import InHouseWords


class CountedCode(InHouseWords):
    """A code of which the wrong ones are counted, and whose refusal says when to try again."""

    def clean_code(self) -> str:
        """
        Return the code.

        :raises ValidationError: it is wrong, or too many wrong ones came before
        """
        request, account = context.request, self.user.email
        try:
            this = begin_try(
                of=SECOND_STEP,
                account=account,
                address=client_address(request),
                device=known_device(request.COOKIES, account),
                at=timezone.now(),
            )
        except TooOften as refusal:
            raise ValidationError(
                _("Too many wrong codes. Try again in %(wait)s.")
                % {"wait": wait_in_words(refusal.wait)},
                code=refusal.code,
            ) from refusal
        try:
            code = super().clean_code()
        except ValidationError:
            log_security_event("second_step.refused", request, person=str(self.user.pk))
            raise
        this.was_right()
        return code


class CodeForm(CountedCode, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(CountedCode, ReauthenticateForm):
    """The second step asked for once more."""


class FirstCodeForm(InHouseWords, ActivateTOTPForm):
    """The first code of an app: it sets the second step up, and is one."""

    def clean_code(self) -> str:
        """
        Return the code, and count it as the second step of this session.

        :raises ValidationError: it is wrong
        """
        code = super().clean_code()
        record_authentication(
            context.request, self.user, method="mfa", type="totp", reauthenticated=True
        )
        return code
