"""The chart of the benchmark page: the decoders on the streams that matter most, as multiples of one of them."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter
from race import Race

OURS, THEIRS = "#1b7837", "#9aa5b1"


def draw(races: Sequence[Race], base: str, path: Path) -> None:
    """Write an SVG with a panel for each race: bars for the medians, lines from the slowest to the fastest round."""
    names = list(dict.fromkeys(name for race in races for name in race.results))
    # Text stays text, and the same numbers give the same file.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "sse-codec", "font.size": 9}):
        figure = Figure(figsize=(10, 0.4 + 0.12 * len(names) * len(races)), layout="constrained")
        rows = -(-len(races) // 2)
        panels = figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).flat
        for panel, race in zip(panels, races, strict=False):
            bars = [(name, ratio) for name in names if (ratio := race.ratio(name, base)) and race.right(name)]
            middles = [ratio.middle for _, ratio in bars]
            panel.barh(
                [name for name, _ in bars],
                middles,
                color=[OURS if name.startswith("sse-codec") else THEIRS for name, _ in bars],
                xerr=(
                    [ratio.middle - ratio.low for _, ratio in bars],
                    [ratio.high - ratio.middle for _, ratio in bars],
                ),
                error_kw={"elinewidth": 0.8, "ecolor": "#333333"},
            )
            panel.set_title(race.where, fontsize=10)
            panel.set_xscale("log")
            panel.xaxis.set_major_locator(LogLocator(subs=(1, 3)))
            panel.xaxis.set_major_formatter("{x:g}")
            panel.xaxis.set_minor_formatter(NullFormatter())
            panel.tick_params(labelbottom=True)
            panel.axvline(1, color="#333333", linewidth=0.6)
            panel.set_xlabel(f"times the speed of {base}")
        next(iter(figure.axes)).invert_yaxis()
        figure.savefig(path, format="svg", facecolor="white", metadata={"Date": None})
