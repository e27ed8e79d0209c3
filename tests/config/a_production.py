"""An environment that production starts with; nothing listens where it points."""

A_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "qT7-vb1XkR0aLmZ3yPw9sHc5uJe2dGf8NoVi4BtCxKrEzWl6hAYnM_UQjS",
    "DATABASE_URL": "postgres://kith_app:only-the-application@127.0.0.1:1/kith",
    "REDIS_URL": "redis://:only-the-queue@127.0.0.1:1/0",
    "KITH_INSTALLATION": "kith-1",
    "KITH_ARCHIVE_DIR": "/srv/kith/archives",
    "KITH_NETWORK_HOST": "kith.example",
    "KITH_PROXIES": "1",
    "NETWORK_ADAPTER": "manual",
    "NETWORK_CALLBACK_SECRET": "Zr4vQ8nK1mX7cL2pB9sT6wY3hJ5gD0fR",
    "STRIPE_SECRET_KEY": "sk_live_none",
    "STRIPE_WEBHOOK_SECRET": "whsec_m1N8bV3cX6zL9kJ4hG7fD2sA",
    "STRIPE_CONNECT_WEBHOOK_SECRET": "whsec_p0O9iU8yT7rE6wQ5aS4dF3gH",
    "STRIPE_API_BASE": "",
    "DEFAULT_FROM_EMAIL": "Northline <hello@kith.example>",
    "NETWORK_IMPRINT": "Northline Telecom SL, Calle del Faro 12, 48001 Bilbao, Spain",
    "KITH_DEMO": "",
    "KITH_DEMO_PASSWORD": "",
    "KITH_REHEARSAL": "",
}
