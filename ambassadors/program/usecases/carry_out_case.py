"""Give a person what their approved step comes with."""

from datetime import datetime
from uuid import UUID

from ambassadors.program.models import TierCode
from ambassadors.program.usecases.promote_operator import promote_operator
from ambassadors.program.usecases.provision_reseller import provision_reseller


def carry_out_case(*, case_id: UUID, to_tier: str, at: datetime) -> None:
    """
    Make or raise the shop an approval promised; a step without a shop needs nothing.

    Running again goes on where it stopped. Call it outside a transaction: each step is seen.

    :raises NotApproved: nobody approved the case
    :raises NoShopToRaise: there is no shop that could become an operator's
    """
    if to_tier == TierCode.RESELLER:
        provision_reseller(case_id=case_id, at=at)
    elif to_tier == TierCode.OPERATOR:
        promote_operator(case_id=case_id, at=at)
