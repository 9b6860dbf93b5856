"""Replay: what the guide would have said with the holiday data of past days, held against the data of today.

    uv run python tests/bench/replay.py             reads tests/data/replay.json
    uv run python tests/bench/replay.py --record    asks the old releases of `holidays` again, each in an environment

Either way it prints the tables, writes them to docs/benchmarks/replay.md, and fails where a target is not met.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from past import COARSE, FIXED, LISTED, OTHERS, RECORD, RELEASES, ROOT, UNSEEN, Tally, record, run, unlisted

from guide_lib.refund.days.places import countries
from guide_lib.refund.days.statement import RELEASE, RULES, TARGET, WRONG, Kind, rule

PAGE = ROOT / "docs/benchmarks/replay.md"

Tallies = Mapping[str, Mapping[str, Tally]]

TEXT = """\
# Replay: would a firm date have held?

We took old releases of the holiday data. For every day of the twelve months after each release we asked what this
guide would have said with it. Then we held the answer against the data of `holidays` {today}.

To run it again: `uv run python tests/bench/replay.py` (with `--record`, the old releases are asked again).

{criteria}

*Changed since*: the same count gives another date today. *Width*: how many days lie between the ends of the interval
of a provisional date, on average.

## The countries asked for

{asked}

## By release

{by_release}

## Laws that came after

A release cannot know a law that was signed after it. These firm dates were changed by one, and are counted apart.

{by_law}

## What we know only by hindsight

{too_old} of the provisional dates are provisional only because the release lacks a day that the law of its time already
named. The statement says so, for we compared the releases with the laws; but we did that later:

{wrong}

Without these rows the dates would have been called firm, and most of them contradicted. There is the same hindsight in
the `since` of a country (the release from which on its data agree with the law), and in the margins of the countries
that name their days late: we chose them after seeing these years. So we also replayed releases that we had not seen.

## Releases nobody had looked at

These were replayed when the statement was written, for the same countries.

{unseen}

## The other countries that the statement lists

{laws} of them are called fixed by law. A release that did not know a country is left out.

{listed}

## The countries that nobody has checked

For {unchecked_count} more countries the statement says so: every date is provisional, with one margin for all of them.
Of each, every {coarse}rd day was replayed. Those with less than 95 % inside are named.

{unchecked}

## What the statement rests on

Kinds: *law*, the days are fixed; *moon*, named holidays may move and the rest is fixed; *published*, the days are named
year by year; *notice*, the days are fixed, but one more may come at short notice; *none*, there are no usable data.

{sources}
"""


def share(part: int, whole: int) -> str:
    """Return a share in per cent, told as 100 only if it is all and as 0 only if it is nothing.

    >>> share(1, 3000), share(2999, 3000), share(3, 3), share(0, 0)
    ('0.1 %', '99.9 %', '100 %', '–')
    """
    if part == whole:
        return "100 %" if whole else "–"
    return f"{min(max(100 * part / whole, 0.1 if part else 0), 99.9):.1f} %"


def table(head: str, rows: Mapping[str, Tally]) -> str:
    """Return a Markdown table of tallies, a row each."""
    found = (
        "dates",
        "changed since",
        "called firm",
        "firm and contradicted",
        "by a later law",
        "provisional and inside",
    )
    columns = (head, *found, "width, days")
    marks = " | ".join(":--" if column == head else "--:" for column in columns)
    return "\n".join(
        [f"| {' | '.join(columns)} |", f"| {marks} |", *(_row(name, tally) for name, tally in rows.items())]
    )


def _row(name: str, tally: Tally) -> str:
    cells = (
        name,
        f"{tally.dates:,}",
        share(tally.changed, tally.dates),
        share(tally.firm, tally.dates),
        f"{tally.contradicted:,}",
        f"{tally.by_law:,}",
        share(tally.inside, tally.provisional),
        f"{tally.width / tally.provisional:.1f}" if tally.provisional else "–",
    )
    return f"| {' | '.join(cells)} |"


def criteria(everything: Tally, fixed: Tally) -> str:
    """Return the table of what is asked for, what was found, and whether it is met."""

    def row(what: str, target: str, found: str, is_met: bool) -> str:
        return f"| {what} | {target} | {found} | {'met' if is_met else '**not met**'} |"

    inside, firm = everything.inside, fixed.firm
    return "\n".join(
        [
            "| what is asked | target | found | met? |",
            "| :-- | --: | --: | :-- |",
            row(
                "firm dates that were contradicted, other than by a later law",
                "0",
                f"{everything.contradicted:,} of {everything.firm:,}",
                not everything.contradicted,
            ),
            row(
                "provisional dates that fell inside their interval",
                "≥ 99 %",
                f"{share(inside, everything.provisional)} of {everything.provisional:,}",
                inside >= 0.99 * everything.provisional,
            ),
            row(
                "firm dates among countries with fixed holidays",
                "≥ 85 %",
                f"{share(firm, fixed.dates)} of {fixed.dates:,}",
                firm >= 0.85 * fixed.dates,
            ),
        ]
    )


def page(today: str, asked: Tallies, unseen: Tallies, listed: Tallies, rest: Tallies) -> str:
    """Return the page: the replays of the countries asked for, of unseen releases, of the other countries in turn."""
    whole = {code: Tally.total(tallies.values()) for code, tallies in asked.items()}
    fixed, others = (Tally.total(whole[code] for code in codes) for codes in (FIXED, OTHERS))
    everything, unchecked = Tally.total(whole.values()), _whole(rest)
    poor = {code: tally for code, tally in unchecked.items() if tally.inside < 0.95 * tally.provisional}
    return TEXT.format(
        today=today,
        criteria=criteria(everything, fixed),
        asked=table(
            "country, and how its days off are set",
            {_kind(code): tally for code, tally in whole.items()}
            | {"**fixed holidays**": fixed, "**the others**": others, "**all**": everything},
        ),
        by_release=table("release", _by_release(asked, RELEASES)),
        by_law="\n".join(f"- {law}" for law in sorted(set(everything.laws))) or "None.",
        too_old=everything.too_old,
        wrong="\n".join(f"- {row.country}, before release {row.mended}: {row.source}" for row in WRONG),
        unseen=table("release", _by_release(unseen, UNSEEN)),
        laws=sum(rule(code).kind is Kind.LAW for code in listed),
        listed=table(
            "country, and how its days off are set", {_kind(code): tally for code, tally in _whole(listed).items()}
        ),
        unchecked_count=len(rest),
        coarse=COARSE,
        sources=sources(),
        unchecked=table("countries", {"all of them": Tally.total(unchecked.values())} | poor),
    )


def sources() -> str:
    """Return the table of the statement: each country's kind, the year through which it is settled, and the source."""
    lines = ["| country | kind | settled through | source |", "| :-- | :-- | --: | :-- |"]
    names = {code: code if code == TARGET else countries()[code] for code in RULES}
    for code, where in sorted(names.items(), key=lambda one: one[1]):
        stated = RULES[code]
        lines.append(f"| {where} | {stated.kind} | {stated.settled_through(RELEASE) or '–'} | {stated.source} |")
    return "\n".join(lines)


def _whole(tallies: Tallies) -> dict[str, Tally]:
    return {code: Tally.total(parts.values()) for code, parts in tallies.items()}


def _by_release(tallies: Tallies, releases: Mapping[str, object]) -> dict[str, Tally]:
    return {f"{name} ({day})": Tally.total(parts[name] for parts in tallies.values()) for name, day in releases.items()}


def _kind(code: str) -> str:
    country, _, part = code.partition("-")
    return f"{code}: {rule(country, part or None).kind}"


def lines(found: Mapping[str, Any]) -> str:
    """Return a record as JSON, a line for each release and country."""
    releases = [
        f"{json.dumps(release)}: {{\n"
        + ",\n".join(f"{json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}" for code, row in rows.items())
        + "\n}"
        for release, rows in found.items()
        if release != "today"
    ]
    return ",\n".join([f'{{"today": {json.dumps(found["today"])}', *releases]) + "}\n"


def main() -> int:
    """Replay, print, and write the page; return 1 where a target is not met."""
    if "--record" in sys.argv:
        RECORD.write_text(lines(record()), encoding="utf-8")
    kept, asked = json.loads(RECORD.read_text(encoding="utf-8")), (*FIXED, *OTHERS)
    replays = run(kept, asked), run(kept, asked, UNSEEN), run(kept, LISTED), run(kept, unlisted(), every=COARSE)
    text = page(kept["today"], *replays)
    PAGE.write_text(text, encoding="utf-8")
    wrong = [
        one for tallies in replays for parts in tallies.values() for tally in parts.values() for one in tally.wrong
    ]
    sys.stdout.write("\n".join([text, *wrong]))
    return int("**not met**" in text or bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
