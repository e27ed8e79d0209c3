"""Who reacts to what happens to lines and their numbers; a part of `config/wiring.py`."""

from collections.abc import Sequence

from ambassadors.circle.usecases.measure_member import measure_member
from billing.invoicing.events import UpgradeUndone
from billing.invoicing.mails import RenewalAheadMail, UpgradeUndoneMail, WithdrawnMail
from billing.invoicing.usecases.bill_renewal import bill_renewal
from billing.invoicing.usecases.refund_upgrade import refund_upgrade
from billing.invoicing.usecases.send_renewal_notice import send_renewal_notice
from billing.invoicing.usecases.tell_of_undone_upgrade import tell_of_undone_upgrade
from billing.invoicing.usecases.tell_of_withdrawal import tell_of_withdrawal
from billing.invoicing.usecases.undo_failed_bar import undo_failed_bar
from catalog.lines.events import (
    LineChangeAsked,
    LineChanged,
    LineChangeFailed,
    LineEndDue,
    LineEnded,
    LineEndScheduled,
    LinePlanChanged,
    LinePlanDue,
    LinePlanRefused,
    LinePlanSet,
    LineRenewalAhead,
    LineRenewalDue,
    LineWithdrawn,
)
from catalog.lines.mails import (
    LineBlockedMail,
    LineEndedMail,
    LineEndsMail,
    LineUnblockedMail,
    NewSimFailedMail,
    NewSimMail,
    PlanChangedMail,
    PlanChangesMail,
)
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.end_due_line import end_due_line
from catalog.lines.usecases.switch_plan import switch_plan
from catalog.lines.usecases.tell_of_change import tell_of_change
from catalog.lines.usecases.tell_of_end import tell_of_end
from catalog.lines.usecases.tell_of_new_sim import tell_of_new_sim
from catalog.lines.usecases.tell_of_plan_change import DONE, SET, tell_of_plan_change
from catalog.network.events import ComingNumberAnswered, LeavingCodeTried, NumberMovedAway
from catalog.porting import mails as porting
from catalog.porting.events import PortInChanged, PortInToCarry, PortOutAsked, PortOutMoved
from catalog.porting.usecases.cancel_port_in_of_line import cancel_port_in_of_line
from catalog.porting.usecases.follow_port_in import follow_port_in
from catalog.porting.usecases.take_leaving_try import take_leaving_try
from catalog.porting.usecases.take_number_away import take_number_away
from catalog.porting.usecases.take_port_word import take_port_word
from catalog.porting.usecases.tell_of_leaving import tell_of_leaving
from catalog.porting.usecases.tell_of_leaving_try import tell_of_leaving_try
from catalog.porting.usecases.tell_of_port_in import tell_of_port_in
from config.marks import calling, counting, mailing, once_through
from kith.outbox import Event
from kith.outbox.reactions import Wired
from kith.transmission.letters import carrying

LINES: dict[type[Event], Sequence[Wired]] = {
    LineChangeAsked: [calling(carry_out_change), mailing(tell_of_new_sim, NewSimMail)],
    LineChanged: [mailing(tell_of_change, LineBlockedMail, LineUnblockedMail, LineEndedMail)],
    LineChangeFailed: [undo_failed_bar, mailing(tell_of_change, NewSimFailedMail)],
    LineRenewalAhead: [mailing(send_renewal_notice, RenewalAheadMail)],
    LineRenewalDue: [bill_renewal],
    LinePlanSet: [mailing(tell_of_plan_change, PlanChangesMail, news=SET)],
    LinePlanDue: [once_through(switch_plan)],
    LinePlanChanged: [mailing(tell_of_plan_change, PlanChangedMail, news=DONE)],
    LinePlanRefused: [refund_upgrade],
    UpgradeUndone: [mailing(tell_of_undone_upgrade, UpgradeUndoneMail)],
    LineEndScheduled: [mailing(tell_of_end, LineEndsMail)],
    LineEndDue: [once_through(end_due_line)],
    LineWithdrawn: [cancel_port_in_of_line, mailing(tell_of_withdrawal, WithdrawnMail)],
    LineEnded: [cancel_port_in_of_line, counting(measure_member)],
    PortOutAsked: [mailing(tell_of_leaving, porting.LeavingAskedMail, about="asked")],
    LeavingCodeTried: [
        take_leaving_try,
        mailing(tell_of_leaving_try, porting.LeavingBegunMail, porting.LeavingTriedMail),
    ],
    NumberMovedAway: [take_number_away],
    PortOutMoved: [mailing(tell_of_leaving, porting.NumberMovedMail, about="moved")],
    PortInToCarry: [carrying(follow_port_in)],
    PortInChanged: [mailing(tell_of_port_in, *porting.PORT_IN_MAILS)],
    ComingNumberAnswered: [take_port_word],
}
