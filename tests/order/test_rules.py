from enum import StrEnum

import pytest

from guide_lib.order.kinds import Cancel, Decides, Does, Outlook
from guide_lib.order.rules import BLAMING_REASONS, NEUTRAL_REASONS, RULES, Rule
from guide_lib.order.workflow import Status
from guide_lib.sources.claims import CLAIMS


@pytest.mark.parametrize("kind", [Cancel, Decides, Outlook, Does])
def test_a_name_is_written_as_its_member_is(kind: type[StrEnum]) -> None:
    assert [member.value for member in kind] == [member.name.lower() for member in kind]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_answer_of_a_rule_rests_on_claims_that_exist(rule: Rule) -> None:
    steps, warnings = (step.claims for step in rule.steps), (claims for _, claims in rule.warnings)
    decides = [rule.decides[1], rule.chance] if rule.decides else []
    for claims in (rule.cancel[1], *decides, *steps, *warnings):
        assert claims
        assert set(claims) <= CLAIMS.keys()


def test_every_reason_rests_on_what_the_article_says_of_reasons() -> None:
    assert {**NEUTRAL_REASONS, **BLAMING_REASONS} == {
        "not_needed": ("C05", "C06"),
        "colour_or_size": ("C06",),
        "slow": ("C04", "C05"),
        "price": ("C04", "C05"),
    }


def test_every_status_has_a_rule() -> None:
    assert list(RULES) == list(Status)
