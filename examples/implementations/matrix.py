"""Runs the cases over every implementation of `implementations.toml`, and writes what became of them to a page.

An implementation that is not there or breaks has a row that says so, and the end is an error: nothing is passed over
in silence. What an implementation gets wrong is no error here.
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from environments import HERE, NotInstalled, command, install
from page import Result, page

from sse_conform.suite import (
    Adapter,
    AdapterError,
    DecoderCase,
    EncoderCase,
    OneShot,
    Stdio,
    load_cases,
    run,
    select,
)

SECONDS = 20.0
"""For one answer; more than the default, for machines that do other things too."""
Cases = Sequence[DecoderCase | EncoderCase]


def main() -> int:
    """The number of implementations that could not be tried."""
    options = _options()
    table = tomllib.loads((HERE / "implementations.toml").read_text())
    cases = select(
        [case for case in load_cases() if isinstance(case, DecoderCase | EncoderCase)], options.select
    )
    entries = [each for each in table["implementation"] if not options.only or each["name"] in options.only]
    missing = _install(table["environments"], entries, options.environments)

    def attempt(entry: Mapping[str, Any]) -> Result:
        environment = entry.get("environment", "")
        if environment in missing:
            return Result(entry["name"], entry["entry"], trouble=missing[environment])
        result = _run(
            entry, table["environments"].get(environment, {}), options.environments / environment, cases
        )
        print(f"{result.name} {result.version}: {result.summary()}", file=sys.stderr, flush=True)
        return result

    with ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(attempt, entries))
    text = page(cases, results, datetime.now(UTC).date())
    if options.only or options.select:
        print(text)
    else:
        options.output.write_text(text, encoding="utf-8")
    return _complain(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--environments", type=Path, required=True, help="folder to install into")
    parser.add_argument(
        "--output", type=Path, required=True, help="the page to write; what is chosen is only printed"
    )
    parser.add_argument("--jobs", type=int, default=2, help="implementations at a time")
    parser.add_argument("--only", action="append", help="an implementation; can be repeated")
    parser.add_argument("select", nargs="*", help="cases; all when none is named")
    return parser.parse_args()


def _install(
    environments: Mapping[str, Mapping[str, Any]], entries: Sequence[Mapping[str, Any]], folder: Path
) -> Mapping[str, str]:
    """Install what the entries need; why each of the others is not there."""
    missing: dict[str, str] = {}
    for name in sorted({entry["environment"] for entry in entries if "environment" in entry}):
        try:
            install(name, environments[name], folder / name)
        except NotInstalled as error:
            missing[name] = f"not installed: {error}"
    return missing


def _run(entry: Mapping[str, Any], environment: Mapping[str, Any], folder: Path, cases: Cases) -> Result:
    try:
        words = command(entry, environment, folder)
        adapter: Adapter = OneShot(words) if entry.get("one_shot") else Stdio(words, timeout=SECONDS)
        who = adapter.start()
        adapter.close()
    except (NotInstalled, AdapterError) as error:
        return Result(entry["name"], entry["entry"], trouble=f"not started: {error}")
    mine = [
        case for case in cases if (who.decoder if isinstance(case, DecoderCase) else who.encoder) is not None
    ]
    return Result(entry["name"], entry["entry"], who, tuple(run(mine, adapter)))


def _complain(results: Sequence[Result]) -> int:
    troubled = [result for result in results if result.trouble]
    for result in troubled:
        print(f"NOT TRIED: {result.name}: {result.trouble}", file=sys.stderr)
    return len(troubled)


if __name__ == "__main__":
    sys.exit(main())
