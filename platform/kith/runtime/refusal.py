"""What every refusal of the runtime has in common: a sentence, and how to mend it."""


class RuntimeRefusal(Exception):
    """Something the runtime will not do; the message says what, `mend` says what to do."""

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(f"{message} {mend}".strip())
        self.mend = mend
