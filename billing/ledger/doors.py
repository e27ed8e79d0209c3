"""What the books open to the whole house."""

from kith.doors import Doors, Sealed

_LEGS = """
(SELECT jsonb_agg(jsonb_build_array(a.code, a.currency, p.amount_minor)
                  ORDER BY a.code COLLATE "C", a.currency, p.amount_minor)
   FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
  WHERE p.journal_id = r.uuid)
"""

DOORS = Doors(
    sealed=[
        Sealed(
            table="ledger_journal",
            sides=frozenset({"public", "tenant"}),
            what="journal",
            name="r.key",
            content=(
                "jsonb_build_array(r.key, r.request_hash, r.kind, r.memo, r.reference,"
                f" extract(epoch FROM r.effective_at)::text, r.reverses_id, {_LEGS})"
            ),
            key="uuid",
            key_type="uuid",
            recorded_at="recorded_at",
        )
    ]
)
