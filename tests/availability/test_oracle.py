"""The product and a plain oracle agree about what is free, for two thousand random offices in all zones."""

import pytest

from tests.oracle.comparing import compare
from tests.oracle.counting import table
from tests.oracle.truth import Mind, Oracle
from tests.scratch import Database

CASES = 2_000  # here; a hundred thousand in `make soak`
SHARE = 0.05


@pytest.mark.timeout(1800)
def test_the_product_offers_what_the_oracle_says_and_nothing_else(database: Database) -> None:
    """Also: each rule was switched on in at least one case of twenty, or the test has not tested it."""
    counted = compare(database.app_url, count=CASES, sown=20261124)
    ran = counted.pop("cases")
    print(f"\n{ran} cases\n{table(counted, ran)}")
    assert ran >= CASES
    assert {name: count for name, count in counted.items() if count < SHARE * ran} == {}


@pytest.mark.parametrize(
    ("whose", "rule", "instead"),
    [
        (Oracle, "after_notice", lambda *_: True),
        (Oracle, "inside_window", lambda *_: True),
        (Oracle, "candidates", lambda oracle, _: sorted(oracle.matching)),
        (Mind, "within_limits", lambda *_: True),
        (Mind, "packed", lambda *_: True),
        (Mind, "taken", 0),
        (Mind, "away", 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_without_a_rule_the_oracle_and_the_product_disagree(
    database: Database, monkeypatch: pytest.MonkeyPatch, whose: type, rule: str, instead: object
) -> None:
    """The controls: whatever the oracle forgets, a few hundred offices show it."""
    monkeypatch.setattr(whose, rule, instead)
    with pytest.raises(AssertionError, match="truly"):
        compare(database.app_url, count=400, sown=20261124, shrinks=False)
