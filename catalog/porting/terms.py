"""How long a number may leave, and by what."""

from datetime import timedelta

# As Ofcom's text-to-switch has it.
CODE_GOOD_FOR = timedelta(days=30)
# So long after its line ended a number can still be taken along; it rests for longer.
AFTER_THE_END = timedelta(days=30)
