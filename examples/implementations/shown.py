"""Runs the wrapper for Node that the page of the protocol shows, and holds it against the adapter of the same package here.

A wrapper that fails a case which the package passes would make a reader blame the package.
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

from environments import HERE, install, starter

from sse_conform.suite import DecoderCase, Outcome, Stdio, by_case, load_cases, run

WRAPPER = re.compile(r"^```js\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADAPTER = "decode_eventsource_parser.mjs"


def main() -> int:
    """1 when the wrapper fails a case that the adapter passes, or is asked nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--environments", type=Path, required=True, help="folder to install into")
    parser.add_argument("page", type=Path)
    options = parser.parse_args()
    environment = tomllib.loads((HERE / "implementations.toml").read_text())["environments"]["node"]
    folder = options.environments / "node"
    install("node", environment, folder)
    (wrapper,) = WRAPPER.findall(options.page.read_text())
    (folder / "shown.mjs").write_text(wrapper)
    shown, adapter = (
        _outcomes([*starter(environment, folder), str(folder / name)]) for name in ("shown.mjs", ADAPTER)
    )
    tried = [case for case, outcome in shown.items() if outcome is not Outcome.NOT_APPLICABLE]
    blamed = [case for case in tried if shown[case] is not Outcome.PASSED and adapter[case] is Outcome.PASSED]
    for case in blamed:
        print(
            f"{options.page}: the wrapper is {shown[case]} at {case}, and {ADAPTER} passes", file=sys.stderr
        )
    print(f"{options.page}: the wrapper was tried on {len(tried)} cases")
    return bool(blamed or not tried)


def _outcomes(command: list[str]) -> dict[str, Outcome]:
    cases = [case for case in load_cases() if isinstance(case, DecoderCase)]
    return by_case(run(cases, Stdio(command)))


if __name__ == "__main__":
    sys.exit(main())
