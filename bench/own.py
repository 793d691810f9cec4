"""What is measured of our own package alone: growth on attacks, flat memory of the command, and what importing costs."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from answers import answer_ratios
from attacks import ATTACKS, MIB
from command import measure_command, measure_starts
from linear import measure_cell

TIME, HELD, FLAT, IMPORTS = "time for twice the input", "bytes held", "MiB for twice the stream", "modules"
START, ANSWERS = "times python -c pass", "times json.loads"
STARTS = 7
"""How often each command is started, and the short answers are timed."""
READERS = ("Decoder", "Scanner")
"""The check goes through the same attacks in `linear.py`, which takes its time."""


class Own(NamedTuple):
    """One figure."""

    what: str
    where: str
    figure: float


def own_figures(scale: float, least: int, repeats: int, events: int, answers: int = 100) -> Iterator[Own]:
    """Measure them.

    :param scale: what the sizes of the attacks are multiplied by.
    :param least: bytes that an attack has at least; less would be noise.
    :param repeats: of each of their measurements.
    :param events: that the command checks; then twice as many.
    :param answers: of twenty events, that are checked in one go.
    """
    yield Own(IMPORTS, "import sse_codec", len(imported()))
    yield from attacked(scale, least, repeats)
    if sys.platform != "win32" and all(map(find_spec, ("sse_conform", "attrs", "click", "rich"))):
        yield from (Own(ANSWERS, name, ratio) for name, ratio in answer_ratios(STARTS, answers))
        yield from (Own(START, name, ratio) for name, ratio in measure_starts(STARTS))
        once, twice = (measure_command(number)[1] for number in (events, 2 * events))
        yield Own(FLAT, f"sse-conform check -, {events:,} events: {once / MIB:.1f} MiB", (twice - once) / MIB)


def attacked(scale: float, least: int, repeats: int) -> Iterator[Own]:
    for name, attack in ATTACKS.items():
        for reader in READERS:
            cell = measure_cell(attack, reader, max(scale, min(1.0, least / attack.size)), repeats)
            yield Own(TIME, f"{reader}, {name}", cell.growth)
            if not attack.flat:
                yield Own(HELD, f"{reader}, {name}", cell.held / cell.traced.bytes)


def imported() -> list[str]:
    """Return the modules that `import sse_codec` brings into a bare interpreter, but for `codecs` and our own."""
    spec = find_spec("sse_codec")
    where = str(Path(spec.origin).parents[1]) if spec and spec.origin else ""
    code = (
        f"import sys; sys.path.insert(0, {where!r}); before = set(sys.modules)\n"
        "import sse_codec; print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    return [name for name in run.stdout.split() if name.partition(".")[0] not in ("sse_codec", "codecs")]
