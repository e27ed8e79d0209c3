"""A fault is told in plain words with a reference; what a program said of it is in the log."""

import structlog

from kith.faults import fault_words, log_fault, reference_in


def test_the_log_has_the_trace_under_the_reference_that_is_shown():
    with structlog.testing.capture_logs() as lines:
        reference = log_fault(LookupError("no route for cs_1"), about="an event")

    (line,) = lines
    assert (line["reference"], line["about"]) == (reference, "an event")
    assert str(line["exc_info"]) == "no route for cs_1"
    assert reference_in(f"{reference}\nTraceback") == reference
    assert reference in fault_words(reference)


def test_what_a_program_said_is_never_shown():
    for kept in ("LookupError: no route", "Traceback\nValueError: F-00000000", ""):
        assert fault_words(kept) == "Something went wrong on our side."
