from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Loaded last: every app is known by then."""

    name = "config"
    label = "house"

    def ready(self) -> None:
        # Wiring and doors name what stands in every app: they are read when all are loaded.
        from config.doors import gathered, grants, jobs, mails, menus
        from config.wiring import wire
        from kith.doors import open_doors
        from kith.mail.mail import declare_mails
        from kith.outbox.jobs import schedule
        from kith.permissions import grant_by_role
        from kith.ui.navigation import register_nav
        from tenants.accounts.queries import roles_of

        doors = gathered()
        wire()
        grant_by_role(grants(doors), roles_of=roles_of)
        for face, items in menus(doors).items():
            register_nav(face=face, items=items)
        open_doors(doors.values())
        schedule(jobs(doors))
        declare_mails(mails())
