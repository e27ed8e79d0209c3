"""What the programme opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ambassadors.program.belongings import BELONGINGS, MENTIONS
from ambassadors.program.queries import open_case_count, versions_to_sign
from ambassadors.program.tasks import assess_tonight
from ambassadors.program.web.rules import ladder_rules
from kith.doors import Doors, Job, Sealed, Waiting
from kith.permissions import is_signed_in
from kith.ui.navigation import NavItem

# Every step with what it asks: a rule is changed in any of the three tables.
_STEPS = """
(SELECT jsonb_agg(jsonb_build_array(
            t.code, t.position, t.signatures_needed,
            (SELECT jsonb_agg(jsonb_build_array(c.code, c.threshold, c.position) ORDER BY c.code)
               FROM program_criterion c WHERE c.tier_id = t.id)) ORDER BY t.position)
   FROM program_tier t WHERE t.programme_id = r.id)
"""

DOORS = Doors(
    belongings=BELONGINGS,
    mentions=MENTIONS,
    navigation={
        "network": [
            NavItem("my-path", _("My path"), "footprints", order=20, is_for=is_signed_in),
        ],
        "my": [NavItem("my-path", _("My path"), "footprints", order=50, is_networks=True)],
        "staff": [
            NavItem("staff-cases", _("Promotions"), "award", permission="cases.decide", order=20),
            NavItem(
                "staff-programme", _("Programme"), "list-checks", permission="staff.read", order=95
            ),
        ],
    },
    permissions={
        "cases.decide": {"staff", "approver"},
        "programme.edit": {"staff"},
        "programme.sign": {"staff", "approver"},
    },
    sealed=[
        Sealed(
            table="program_programme",
            sides=frozenset({"public"}),
            what="programme",
            name="r.version",
            content=(
                "jsonb_build_array(r.version, extract(epoch FROM r.starts_at)::text,"
                f" extract(epoch FROM r.published_at)::text, r.published_by, r.note, {_STEPS})"
            ),
        )
    ],
    rules=[ladder_rules],
    jobs=[
        # After the circles were measured: the assessment judges by what was counted.
        Job(
            "assess-everyone",
            _("Assess who meets the next step"),
            assess_tonight,
            crontab(hour="2", minute="0"),
        ),
    ],
    waiting=[
        Waiting(
            permission="cases.decide",
            count=open_case_count,
            url_name="staff-cases",
            icon="users",
            title=ngettext_lazy("%(n)s promotion to decide", "%(n)s promotions to decide", "n"),
            text=_("Somebody has met the next step and waits for an answer."),
            action=_("Decide"),
            order=10,
        ),
        Waiting(
            permission="programme.sign",
            count=versions_to_sign,
            url_name="staff-programme",
            icon="list-checks",
            title=ngettext_lazy(
                "%(n)s new version of the programme to sign",
                "%(n)s new versions of the programme to sign",
                "n",
            ),
            text=_("It is not in force before a second person signs it."),
            action=_("Review"),
            order=15,
        ),
    ],
)
