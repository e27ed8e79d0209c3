"""Write to whom somebody asks to look at their pages."""

from datetime import datetime
from uuid import UUID

from kith.mail import Reader
from kith.mail.sending import send_mail_once
from kith.wall import public_side
from tenants.accounts.mails import ViewOfferedMail
from tenants.accounts.models import LentView
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


@public_side
def tell_of_view(*, view_id: UUID, at: datetime) -> bool:
    """Say where the code is written; returns whether a mail went out. Over is not told of."""
    view = LentView.objects.offered_at(at).select_related("owner").filter(pk=view_id).first()
    if view is None:
        return False
    if view.helper_id:
        reader = reader_of(person_id=view.helper_id)
    else:
        # Nobody knows yet whose address it is: the letter speaks as its writer does.
        reader = Reader(view.to_address, "", view.owner.locale)
    url = page_address("account-hand", tenant_id=view.tenant_id)
    mail = ViewOfferedMail(owner=view.owner.full_name, url=url)
    return send_mail_once(mail, about=view_id, to=reader, tenant_id=view.tenant_id, at=at)
