"""Who may pass the doors of `ambassadors.program`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, may, signed_in

NETWORK = {
    "my-path": signed_in(),
    "my-path-answer": signed_in("POST", question_id="question"),
    "staff-cases": may("cases.decide"),
    "staff-case": may("cases.decide", case_id="case"),
    "staff-case-progress": may("cases.decide", case_id="case"),
    "staff-case-retry": may("cases.decide", "POST", case_id="case"),
    "staff-case-signature": may("cases.decide", "POST", case_id="case"),
    "staff-case-refusal": may("cases.decide", "POST", case_id="case"),
    "staff-case-questions": may("cases.decide", "POST", case_id="case"),
    "staff-programme": may("staff.read"),
    "staff-programme-new": may("programme.edit", BOTH),
    "staff-programme-retraction": may("programme.sign", "POST", version="programme"),
    "staff-programme-proposal": may("staff.read", proposal_id="programme_proposal"),
    "staff-programme-signature": may("programme.sign", "POST", proposal_id="programme_proposal"),
    "staff-programme-refusal": may("programme.sign", "POST", proposal_id="programme_proposal"),
}
