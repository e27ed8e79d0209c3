"""Who answers what a context asks of one to its left; `config/wiring.py` connects them."""

from ambassadors.program.earning import earning_rules
from ambassadors.referral import queries as referral
from billing.bank import questions as bank
from billing.disputes.questions import story_of_payment as asked_story
from billing.entities.answers import legal_seller
from billing.invoicing.answers import (
    bills_standing,
    break_even,
    open_bills_like,
    owed_by,
    pay_link_of_line,
    split_of_sale,
    was_sent,
)
from billing.invoicing.questions import sponsor_of_seller
from billing.invoicing.stories import story_of_payment
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.settlement.questions import sponsored_kinds
from billing.strays import questions as strays
from billing.strays.queries import dealt_with_by, strays_left
from billing.strays.usecases.find_strays import find_strays
from catalog.lines import questions as lines
from catalog.lines.queries import lines_on
from catalog.ordering.answers import guest_token, line_of_guest
from catalog.ordering.questions import checkout_url
from catalog.porting import questions as porting
from catalog.porting.answers import numbers_coming
from catalog.storefront.queries import names_here, offers_on
from catalog.storefront.questions import sale_split
from catalog.wholesale.questions import lines_on as lines_asked
from catalog.wholesale.questions import offers_on as offers_asked
from kith.fence import questions as fence
from kith.mail.questions import letterhead_of
from kith.ui.questions import choose_language as asked_language
from tenants.accounts.questions import find_encourager
from tenants.accounts.usecases.choose_language import choose_language
from tenants.registry.questions import break_even as asked_break_even
from tenants.registry.questions import earning_rules as asked_rules
from tenants.registry.questions import legal_seller as asked_seller
from tenants.workspace import answers as workspace

# Who answers what a context to the right asks.
ANSWERS = (
    fence.look_for_unknown.by(find_strays),
    fence.unknown_left.by(strays_left),
    fence.dealt_with_by.by(dealt_with_by),
    strays.was_sent.by(was_sent),
    bank.bills_standing.by(bills_standing),
    bank.open_bills_like.by(open_bills_like),
    checkout_url.by(open_checkout),
    porting.owed_by.by(owed_by),
    porting.guest_token.by(guest_token),
    porting.line_of_guest.by(line_of_guest),
    lines.numbers_coming.by(numbers_coming),
    lines.pay_link_of_line.by(pay_link_of_line),
    lines.names_here.by(names_here),
    find_encourager.by(referral.find_encourager),
    sale_split.by(split_of_sale),
    offers_asked.by(offers_on),
    lines_asked.by(lines_on),
    asked_story.by(story_of_payment),
    sponsor_of_seller.by(referral.sponsor_of_seller),
    sponsored_kinds.by(referral.sponsored_kinds),
    asked_rules.by(earning_rules),
    asked_break_even.by(break_even),
    asked_seller.by(legal_seller),
    letterhead_of.by(workspace.letterhead_of),
    asked_language.by(choose_language),
)
