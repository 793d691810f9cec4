"""The page of a run, in Markdown: what was measured, on what, which goals were met, and every number."""

from collections.abc import Iterator, Mapping
from datetime import date

from decoders import PURE
from goals import BASE, ENCODER_BASE, Measured
from interpreter import describe
from race import Effort, Race
from readers import FLOOR, PAYLOADS
from tables import Table, goal_table, growth_table, limits, order_table, overview, piece_table, race_table
from workloads import BULK, BYTES, CHATS, RANDOM, SINGLE, TOKENS

HEAD = """\
# Benchmarks

`tox run -e bench` wrote this page on {date}; edit nothing here. [bench/README.md](../bench/README.md) says how.

{interpreter}. A small machine that had other things to do: compare ratios, and nothing with another run.

A ratio is that of two contenders in one round, in which each goes through the same chunks; the median of {rounds} rounds
counts, and behind it stands the least and the greatest. Times are processor time. Each contender is checked in the same run:
`*` marks one that gave something else than the stream says, and below its table stands what.

For one live stream little of this matters: an event comes a few milliseconds after the one before, and decoding it takes a
thousandth of that. It pays for captures, replays, gateways and audits.
"""
CHART = "![Speed of the decoders as multiples of {base}]({name})\n"
KEYS = ((TOKENS, BULK), (TOKENS, SINGLE), (TOKENS, RANDOM), (TOKENS, BYTES), (CHATS, BULK), (CHATS, SINGLE))


def key_races(races: list[Race]) -> list[Race]:
    """The races that the chart and the first table show."""
    return [race for race in races if (race.task.name, race.task.cut) in KEYS]


def page(
    measured: Measured,
    effort: Effort,
    day: date,
    chart: str,
    versions: Mapping[str, str],
    missing: Mapping[str, str],
) -> str:
    """Return all of it.

    :param chart: name of the chart's file beside the page.
    """
    tables = "\n".join(table.markdown() for table in first_tables(measured))
    details = "\n".join(table.markdown() for table in race_tables(measured))
    head = HEAD.format(date=day.isoformat(), interpreter=describe(), rounds=effort.rounds)
    return "\n".join(
        [
            head,
            CHART.format(base=BASE, name=chart),
            "## Results\n",
            tables,
            "## Why goals are missed\n",
            *limits(measured),
            "",
            piece_table(measured.pieces).markdown(),
            "## Contenders\n",
            *contenders(versions, missing),
            "\n## Every race\n",
            details,
        ]
    )


def first_tables(measured: Measured) -> Iterator[Table]:
    yield overview(key_races(measured.decoders), BASE, f"Decoders, times {BASE}")
    yield overview(measured.encoders, ENCODER_BASE, f"Encoders, times {ENCODER_BASE}")
    yield overview(measured.readers, PURE, f"Scanner and check, times {PURE}")._replace(
        notes=[
            f"{PAYLOADS}: what its user pays after decoding; tokens are no JSON.",
            f"{FLOOR}: one split at what surrounds the values, and a tuple for each event; no decoder can do less.",
        ]
    )
    yield order_table(measured.orders)
    yield goal_table(measured)
    yield growth_table(measured.growths)


def race_tables(measured: Measured) -> Iterator[Table]:
    for races, base in (
        (measured.decoders, BASE),
        (measured.encoders, ENCODER_BASE),
        (measured.readers, PURE),
    ):
        for race in races:
            yield race_table(race, base)


def contenders(versions: Mapping[str, str], missing: Mapping[str, str]) -> Iterator[str]:
    """Which versions were measured, and why others were not."""
    yield ", ".join(f"{name} {version}" for name, version in versions.items()) + "."
    for name, reason in missing.items():
        yield f"\nNot measured: {name}: {reason}"
