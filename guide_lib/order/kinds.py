"""The few answers that a rule can give, and the kinds of steps."""

from enum import StrEnum


class Cancel(StrEnum):
    """Whether the order can still be called off."""

    YES = "yes"
    IF_NOT_SENT = "if_not_sent"
    DONE = "done"
    NO = "no"


class Decides(StrEnum):
    """Who or what decides now."""

    SELLER = "seller"
    NUMBER = "number"
    SITE = "site"


class Outlook(StrEnum):
    """How it looks for the buyer: a way out or money, open, or too late."""

    GO = "go"
    ASK = "ask"
    END = "end"


class Does(StrEnum):
    """What kind of thing a step asks of the reader."""

    PRESS = "press"
    CHOOSE = "choose"
    WRITE = "write"
    WAIT = "wait"
    ATTACH = "attach"
    KEEP = "keep"
    CHECK = "check"
