# One image for every process of Kith; the command says which one it is.
FROM python:3.13-slim AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /opt/kith \
    && /opt/kith/bin/pip install --no-cache-dir --require-hashes -r /tmp/base.txt

FROM python:3.13-slim
ENV PATH=/opt/kith/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=/app/platform:/app \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    KITH_STATE_DIR=/app/state
RUN useradd --create-home --uid 10001 kith \
    && install -d -o kith -g kith /app /app/state /app/state/media \
       /app/state/heads /app/state/archives
COPY --from=packages /opt/kith /opt/kith
WORKDIR /app
COPY --chown=kith:kith manage.py pyproject.toml LICENSE ./
# Without platform/outside, which .dockerignore keeps back.
COPY --chown=kith:kith platform platform
COPY --chown=kith:kith tenants tenants
COPY --chown=kith:kith catalog catalog
COPY --chown=kith:kith billing billing
COPY --chown=kith:kith ambassadors ambassadors
COPY --chown=kith:kith templates templates
USER kith
RUN python -m kith.words
# Static files carry their own hash in their names; nothing secret is needed to collect them.
RUN DJANGO_SETTINGS_MODULE=config.settings.local SECRET_KEY=for-collecting-only python manage.py collectstatic --no-input
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--runtime-threads", "1", "--blocking-threads", "1", \
     "--blocking-threads-idle-timeout", "600", "--respawn-failed-workers", "--no-ws", \
     "config.wsgi:application"]
