"""Settings that every way of running Kith shares; addresses and secrets come from outside."""

from datetime import timedelta
from pathlib import Path

import environ
from django.utils.csp import CSP

from config.settings.wall import INSTALLED_APPS as HOUSE_APPS
from config.settings.wall import (  # noqa: F401
    SERVED_WHILE_SUSPENDED,
    SHARED_APPS,
    SIDES,
    TENANT_APPS,
)

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()

KITH_DEMO = env.bool("KITH_DEMO", default=False)
KITH_PORT = env.int("KITH_PORT", default=8000)
KITH_STATE_DIR = Path(env("KITH_STATE_DIR", default=str(ROOT / ".kith" / "local")))
# Where the chain of seals says how far it is (kith.audit.heads): another disk than the database's.
KITH_HEADS_FILE = Path(env("KITH_HEADS_FILE", default=str(KITH_STATE_DIR / "heads.jsonl")))
# What is kept of shops that were closed for good; web and worker must see the same folder.
KITH_ARCHIVE_DIR = Path(env("KITH_ARCHIVE_DIR", default=str(KITH_STATE_DIR / "archives")))
# What this one installation is called, where no copy of its database takes the name along: whoever
# starts a copy elsewhere gives it another. Empty: a name is drawn and kept in the state folder.
KITH_INSTALLATION = env("KITH_INSTALLATION", default="")
KITH_CURRENCY, KITH_COUNTRY, KITH_TIME_ZONE = "EUR", "ES", "Europe/Madrid"
NETWORK_HOST = env("KITH_NETWORK_HOST", default="kith.localhost")
# How many proxies of ours stand in front: X-Forwarded-For counts for nothing beyond them
# (kith.client_address). The one setting of it.
KITH_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KITH_PROXIES", default=0)

SECRET_KEY = env("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = ["*"]  # The wall matches hosts exactly; an unknown one gets 404 there.

DATABASE = env.db("DATABASE_URL", default="postgres://kith_app@127.0.0.1:5432/kith")
DATABASES = {
    "default": {
        **DATABASE,
        "ENGINE": "kith.wall.backend",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Nobody waits for a lock for ever: a refusal after three seconds beats a hanging page.
        # The zone is said here because no query may set anything (kith.runtime.roles).
        # What the address says of the connection, such as `?sslmode=verify-full`, stands.
        "OPTIONS": {
            **DATABASE.get("OPTIONS", {}),
            "connect_timeout": 5,
            "options": "-c lock_timeout=3000 -c timezone=UTC",
        },
    }
}
# What `manage.py migrate` signs in with: the one login that may act as the owner of the tables.
DATABASE_MIGRATOR_URL = env("DATABASE_MIGRATOR_URL", default="")
KITH_LOGIN_MUST_BE_WEAK = False
DATABASE_ROUTERS = ["kith.wall.router.WallRouter"]
TENANT_SYNC_ROUTER = "kith.wall.router.WallRouter"
TENANT_MODEL, TENANT_DOMAIN_MODEL = "registry.Tenant", "registry.Domain"
# What only the demo has; production neither names nor needs it.
DEMO_APPS = ["outside.mailbox", "outside.demo"] if KITH_DEMO else []
INSTALLED_APPS = [*HOUSE_APPS, *DEMO_APPS]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    # What libraries guard people by (rates of sign-in, a code that was used): in PostgreSQL.
    "default": {"BACKEND": "kith.limits.kept_cache.KeptCache"},
    # What spares the server work, and is not missed while Valkey is away.
    "shared": {
        "BACKEND": "kith.shared_cache.SharedCache",
        # Of its own where there is one: what fills it up must not stop the queue.
        "LOCATION": env("CACHE_URL", default=REDIS_URL),
        "KEY_PREFIX": "kith-shared",
        "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
    },
    # What a process keeps for itself, under keys that name their content: never stale.
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

MIDDLEWARE = [
    *(["outside.demo.web.year_bar.YearBarMiddleware"] if KITH_DEMO else []),
    # Around everything, because whoever refuses a program tells it so in JSON. It lets nothing in.
    "kith.api.entrance.EntranceMiddleware",
    # Whoever refuses a page says so in its reader's language, not in that of whoever asked before.
    "django.middleware.locale.LocaleMiddleware",
    # First: a host that is none of ours is led nowhere, not even to its own address under TLS.
    "kith.wall.middleware.WallMiddleware",
    "kith.readable.ReadableMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "kith.personal.PersonalMiddleware",
    "catalog.storefront.web.kept_page.KeptPageMiddleware",
    "tenants.accounts.middleware.TenantSessionMiddleware",
    "kith.ui.address_language.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kith.ui.led_back.LedBackMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.accounts.middleware.PersonLanguageMiddleware",
    "kith.audit.security_log.SecurityLogMiddleware",
    "kith.audit.files.FileAuditMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Inside of what writes down who did what: outside of it a helper is who they are.
    "tenants.accounts.web.looking_on.LookingOnMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tenants.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls.public"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kith.ui.context.navigation",
                "tenants.accounts.web.looking_on.lent_view",
                "tenants.workspace.context.shop",
            ],
        },
    }
]
# The 3-D Secure step and the checkout happen on the payment provider's own pages.
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")
CHECKOUT_HOSTS = [STRIPE_API_BASE or "https://checkout.stripe.com", "https://connect.stripe.com"]
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    # Whoever signs in at a shop is led on by way of the network's host.
    "form-action": [CSP.SELF, f"{NETWORK_HOST}:*", *CHECKOUT_HOSTS],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

AUTH_USER_MODEL = "accounts.Person"
SESSION_ENGINE = "tenants.accounts.sessions"
# A session ends so long after it was last written, and so long after it began whatever happens.
SESSION_COOKIE_AGE = 14 * 24 * 3600
KITH_LONGEST_SESSION = timedelta(days=30)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_DOMAIN = CSRF_COOKIE_DOMAIN = None
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
AUTHENTICATION_BACKENDS = ["tenants.accounts.backends.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/my/", "/"
ACCOUNT_ADAPTER = "tenants.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "tenants.accounts.web.sign_up_fields.SignUpFields"
ACCOUNT_FORMS = {
    "login": "tenants.accounts.web.forms.SignInForm",
    "signup": "tenants.accounts.web.forms.NewPersonForm",
    "reset_password": "tenants.accounts.web.forms.ForgottenForm",
    "reset_password_from_key": "tenants.accounts.web.forms.ChosenPassword",
    "change_password": "tenants.accounts.web.forms.NewPasswordForm",
    "add_email": "tenants.accounts.web.forms.AnotherAddressForm",
    "reauthenticate": "tenants.accounts.web.forms.PasswordAgainForm",
    "confirm_email_verification_code": "tenants.accounts.web.forms.AddressCodeForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "tenants.accounts.tokens.AccountTokens"  # noqa: S105
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = ACCOUNT_UNIQUE_EMAIL = ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# What opens the mailbox must not also open what is asked for once more.
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# Wrong passwords and codes are counted by tenants.accounts.tries, which tells when to try again.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
# Money and permissions are for whoever proved so lately who they are.
KITH_PROVED_FOR = timedelta(minutes=15)
# In the work tools a second step holds for a working day.
KITH_SECOND_STEP_HOLDS = timedelta(hours=12)
KITH_DEVICE_COOKIE_NAME = "device"
KITH_HAND_OVER_COOKIE_NAME, KITH_CHALLENGE_COOKIE_NAME = "browser", "challenge"
MFA_ADAPTER = "tenants.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "activate_totp": "tenants.accounts.web.second_step.FirstCodeForm",
    "add_webauthn": "tenants.accounts.web.forms.NewPasskeyForm",
    "authenticate": "tenants.accounts.web.second_step.CodeForm",
    "reauthenticate": "tenants.accounts.web.second_step.CodeAgainForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = KITH_DEMO
MFA_RECOVERY_CODES_SHOW_ONCE = False
KITH_DEMO_PASSWORD = env("KITH_DEMO_PASSWORD", default="kith-demo-2026") if KITH_DEMO else ""
KITH_DEMO_MAIL_DOMAIN = "demo.kith.example"

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGES = [("en", "English"), ("es", "Español")]
# Each context keeps its own words.
SPEAKING = (
    "ambassadors",
    "billing",
    "catalog",
    "tenants",
    "platform/config",
    "platform/faces",
    "platform/kith",
    "platform/outside",
)
LOCALE_PATHS = [ROOT / context / "locale" for context in SPEAKING]
TIME_ZONE = "UTC"
USE_TZ = USE_I18N = True
STATIC_URL = "static/"
STATIC_ROOT = KITH_STATE_DIR / "static"
MEDIA_ROOT = KITH_STATE_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
MAIL_BACKEND = env("MAIL_BACKEND", default=SMTP)
# A mail server that hangs keeps a worker for no longer than that.
MAIL_PATIENCE = {"timeout": 10} if MAIL_BACKEND == SMTP else {}
MAILERS = {
    "default": {
        "BACKEND": MAIL_BACKEND,
        "OPTIONS": MAIL_PATIENCE | env.json("MAIL_OPTIONS", default={}),
    }
}
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Northline <hello@kith.localhost>")
# Who stands behind the network, in one line beneath every mail: name, postal address, register.
NETWORK_IMPRINT = env(
    "NETWORK_IMPRINT",
    default="Northline Telecom SL, Calle del Faro 12, 48001 Bilbao, Spain" if KITH_DEMO else "",
)

STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_CONNECT_WEBHOOK_SECRET = env("STRIPE_CONNECT_WEBHOOK_SECRET", default="")
NETWORK_ADAPTER = env("NETWORK_ADAPTER", default="tmf640")
# What happens to a paid order that the network refuses: `refund`, or `desk` for staff.
NETWORK_ON_FAILURE = env("NETWORK_ON_FAILURE", default="refund")
NETWORK_URL = env("NETWORK_URL", default="")
NETWORK_TIMEOUT_SECONDS = env.float("NETWORK_TIMEOUT_SECONDS", default=5.0)
NETWORK_CALLBACK_SECRET = env("NETWORK_CALLBACK_SECRET", default="")
DNS_SERVER = env("DNS_SERVER", default="")

CELERY_BROKER_URL = REDIS_URL

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "kith.api.errors.refuse",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "tenants.accounts.api.authentication.TokenAuthentication",
        "tenants.accounts.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["kith.api.throttling.Throttle"],
    "DEFAULT_THROTTLE_RATES": {
        "guest": "120/min",
        "person": "600/min",
        "write": "30/min",
        "refused": "30/min",
    },
    "NUM_PROXIES": KITH_PROXIES,
    "DEFAULT_SCHEMA_CLASS": "kith.api.schema.ResourceSchema",
    "DEFAULT_PARSER_CLASSES": ["kith.api.requests.BoundedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["kith.api.rendering.ExactJSONRenderer"],
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kith",
    "VERSION": "4",
    "DESCRIPTION": "One shop's offers, orders, lines and bills, after TM Forum's Open APIs.",
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "OrderState": "catalog.ordering.api.orders.STATES",
        "BillState": "billing.invoicing.api.bills.STATES",
        "ChargePeriod": "kith.api.prices.PERIODS",
    },
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token made at /my/tokens/ on the same host.",
            },
            "session": {
                "type": "apiKey",
                "in": "cookie",
                "name": "sessionid",
                "description": "The session of this host; writing needs X-CSRFToken as well.",
            },
        }
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # These tell every request they make; only what goes wrong is worth a line.
    "loggers": {name: {"level": "WARNING"} for name in ("httpx", "stripe", "fontTools")},
}
# Checks of others that our own replace: hosts and the tenant router (kith.wall.checks).
SILENCED_SYSTEM_CHECKS = ["security.W020"]
