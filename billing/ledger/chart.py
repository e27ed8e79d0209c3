"""The chart of accounts: which codes exist, and on which side each normally stands."""

from __future__ import annotations

from dataclasses import dataclass

from kith.errors import DomainError

ASSET, LIABILITY, INCOME, EXPENSE, CLEARING = "asset", "liability", "income", "expense", "clearing"
# A positive balance is the normal one here; in the other kinds a negative balance is.
DEBIT_NORMAL = (ASSET, EXPENSE, CLEARING)


@dataclass(frozen=True)
class ChartLine:
    """What the books know of an account before its first posting."""

    kind: str
    may_go_negative: bool = True


class UnknownAccount(DomainError):
    """The code is in no chart of accounts."""

    code = "ledger.unknown_account"


_CHART = {
    # A tenant's books.
    "receivable:customers": ChartLine(ASSET),
    "receivable:platform": ChartLine(ASSET),
    "cash:payouts": ChartLine(ASSET),
    "clearing:platform": ChartLine(CLEARING),
    "owed:tax": ChartLine(LIABILITY),
    "owed:wholesale": ChartLine(LIABILITY),
    "owed:platform": ChartLine(LIABILITY),
    "owed:sponsor": ChartLine(LIABILITY),
    "owed:rounding": ChartLine(LIABILITY),
    "refunds:due": ChartLine(LIABILITY),
    "income:sales": ChartLine(INCOME),
    # What the telco no longer asks back.
    "income:waived": ChartLine(INCOME),
    # What customers will never pay of what was earned.
    "expense:bad_debts": ChartLine(EXPENSE),
    # The telco's books.
    "cash:stripe": ChartLine(ASSET),
    "tax:payable": ChartLine(LIABILITY),
    "income:own_sales": ChartLine(INCOME),
    "income:wholesale": ChartLine(INCOME),
    "income:platform_fees": ChartLine(INCOME),
    "rounding:residue": ChartLine(INCOME),
    "expense:stripe_fees": ChartLine(EXPENSE),
    "expense:write_offs": ChartLine(EXPENSE),
    "cash:bank": ChartLine(ASSET),
    # What came on the bank account and is not yet anybody's payment.
    "received:bank": ChartLine(LIABILITY),
    # What payers' banks took while they decide: ours again when we win, gone when we lose.
    "held:disputes": ChartLine(ASSET),
    # Lost disputes that no invoice and no party answers for.
    "expense:disputes": ChartLine(EXPENSE),
    # Below zero means a payee owes us after a refund: a claw-back still to be recovered.
    "payable:payees": ChartLine(LIABILITY),
    # Frozen money on its way out: nothing can arrive that was never sent.
    "in_transit:payouts": ChartLine(LIABILITY, may_go_negative=False),
    # Frozen money on its way back: nothing can return that was never asked for.
    "in_transit:reversals": ChartLine(ASSET, may_go_negative=False),
}
_FAMILIES = {"clearing:tenant:": ChartLine(CLEARING)}


def chart_line(*, code: str) -> ChartLine:
    """
    Return what the chart says of an account.

    :raises UnknownAccount: the code is in no chart
    """
    if line := _CHART.get(code):
        return line
    for prefix, line in _FAMILIES.items():
        if code.startswith(prefix) and len(code) > len(prefix):
            return line
    raise UnknownAccount(f"there is no account {code!r} in the chart of accounts")
