"""Hand out the archive of a shop that is closed."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import public_side
from tenants.registry.archives import archive_of, archive_path, is_as_written
from tenants.registry.models import Closing


class NoArchive(DomainError):
    """The shop has no archive (yet), or the file is not the one that was written."""

    code = "closing.no_archive"


@public_side
@transaction.atomic
def take_archive(*, tenant_id: UUID, by: UUID, at: datetime) -> Path:
    """
    Return where the archive of a closed shop stands, and write down who takes it.

    :raises NoArchive: nothing was archived, its time is over, or the file is gone or changed
    """
    kept = Closing.objects.with_archive().filter(tenant_id=tenant_id).first()
    if kept is None:
        raise NoArchive(
            _("This shop has no archive."), mend=_("One is written when a shop is closed.")
        )
    archive = archive_of(kept)
    if not is_as_written(archive):
        raise NoArchive(
            _("The archive %(name)s is not as it was written.") % {"name": archive.name},
            mend=_("Look at the folder of KITH_ARCHIVE_DIR: all processes must share it."),
        )
    record(
        "tenant.archive_taken",
        actor_id=by,
        subject=f"tenant:{tenant_id}",
        detail={"file": archive.name, "sha256": archive.sha256},
        at=at,
    )
    return archive_path(archive.name)
