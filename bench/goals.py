"""The goals of the project, and whether a run meets them.

A goal bounds a figure. A run measures the figure in one or many places, and has to stay within the bound in each.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import encoders
import messages
from decoders import COMPILED, PURE
from growth import Growth
from ordering import Cost
from own import ANSWERS, FLAT, HELD, IMPORTS, START, TIME, Own
from pieces import Piece
from processes import ON_NODE
from race import Race, Spread, spread
from readers import CHECK, COMPILED_SCANNER, FLOOR, FORMAT, PAYLOADS, SCANNER
from workloads import BULK, CHATS, SINGLE, TOKENS

BASE, ENCODER_BASE, PARSER = "httpx-sse", "sse-starlette", "eventsource-parser"


class Measured(NamedTuple):
    """All that a run measured; a part that was left out is empty."""

    decoders: list[Race]
    encoders: list[Race]
    readers: list[Race]
    growths: list[Growth]
    own: list[Own]
    orders: list[Cost]
    pieces: list[Piece]


class Figure(NamedTuple):
    """One place in which a goal is met or not."""

    where: str
    spread: Spread


class Goal(NamedTuple):
    """One of them."""

    words: str
    bound: float
    figures: Callable[[Measured], Iterable[Figure]]
    at_most: bool = False
    """Whether the bound is an upper one."""
    limit: str = ""
    """The reason for each miss, in words; the pieces have the figures."""

    def met(self, figure: Figure) -> bool:
        """Whether it is met there, by the median."""
        middle = figure.spread.middle
        return middle <= self.bound if self.at_most else middle >= self.bound

    def worst(self, figures: Iterable[Figure]) -> Figure:
        """The figure that is furthest from being good."""
        return (max if self.at_most else min)(figures, key=lambda figure: figure.spread.middle)


Where = Callable[[Race], bool]


def anywhere(_race: Race) -> bool:
    return True


def at(cut: str, *names: str) -> Where:
    return lambda race: race.task.cut == cut and race.task.name in names


def named(*names: str) -> Where:
    return lambda race: race.task.name in names


def elsewhere(race: Race) -> bool:
    """Where no higher goal is set for the pure decoder."""
    return race.task.name not in (TOKENS, CHATS) or race.task.cut not in (BULK, SINGLE)


def faster(part: str, own: str, base: str, where: Where = anywhere) -> Callable[[Measured], Iterator[Figure]]:
    """How many times as fast as the base our own was."""

    def figures(measured: Measured) -> Iterator[Figure]:
        races: list[Race] = getattr(measured, part)
        for race in races:
            ratio = race.ratio(own, base)
            if where(race) and ratio is not None:
                yield Figure(race.where, ratio)

    return figures


def faster_than_peers(measured: Measured) -> Iterator[Figure]:
    """How many times as fast the pure decoder was as the fastest of the Python peers that got the stream right."""
    ours = (PURE, COMPILED, *ON_NODE["decoders"])
    for race in measured.decoders:
        peers = [name for name in race.results if name not in ours and race.right(name)]
        ratios = [(ratio, name) for name in peers if (ratio := race.ratio(PURE, name)) is not None]
        if ratios:
            ratio, name = min(ratios)
            yield Figure(f"{race.where}: {name}", ratio)


def slower(own: str, base: str) -> Callable[[Measured], Iterator[Figure]]:
    """How many times as long our own reader took as the base."""
    return faster("readers", base, own)


def check_on_top(measured: Measured) -> Iterator[Figure]:
    """What a check costs beyond decoding, in times of `json.loads` of the payloads."""
    for race in measured.readers:
        seconds = [race.results[name].seconds for name in (CHECK, PURE, PAYLOADS) if name in race.results]
        if len(seconds) == 3 and all(seconds):
            on_top = [(check - pure) / loads for check, pure, loads in zip(*seconds, strict=True)]
            yield Figure(race.where, spread(on_top))


def own(what: str, where: str = "") -> Callable[[Measured], Iterator[Figure]]:
    """Return a reader for the figures of one subject, at one place or at all."""
    return lambda measured: (
        Figure(each.where, spread([each.figure]))
        for each in measured.own
        if each.what == what and where in ("", each.where)
    )


def order_of_events(checking: Callable[[Cost], list[float]]) -> Callable[[Measured], Iterator[Figure]]:
    """What one of the two checks costs, in times of `json.loads`."""
    return lambda measured: (
        Figure(each.where, spread(each.ratios(checking(each)))) for each in measured.orders if checking(each)
    )


OBJECTS = (
    "Where text is long or not ASCII, both leave most of the work to the same calls of CPython, which decode UTF-8 and make str objects: "
    "see bytes.decode among the pieces."
)
LARGE = "An event of 1 MiB takes fresh memory for the buffer, for the value and for its text: how much of it the allocator has at hand decides, in a run, for each contender."
TEMPLATE = "Nearly half of a short message's time is a call with keywords, an f-string and str.encode, which nobody does without (see the pieces); the rest looks at each value for what would not read back."
GOALS = (
    Goal("compiled decoder: 12 times httpx-sse", 12, faster("decoders", COMPILED, BASE), limit=OBJECTS),
    Goal(
        "compiled decoder: 3 times eventsource-parser",
        3,
        faster("decoders", COMPILED, PARSER),
        limit="V8 compiles it, and its strings can be slices of the chunk, which cost next to nothing until they are used. An event of Python is an object and a string of its own: the floor, with less, is no faster than the compiled decoder.",
    ),
    Goal(
        "compiled decoder: 4 times the pure one",
        4,
        faster("decoders", COMPILED, PURE),
        limit="Where chunks hold many equal blocks, or long text, the pure decoder spends its time in C as well: in one split, and in bytes.decode.",
    ),
    Goal("compiled decoder: at most 2 times the floor", 2, slower(COMPILED, FLOOR), at_most=True),
    Goal(
        "pure decoder: ahead of every Python peer",
        1,
        faster_than_peers,
        limit="With chunks of a few bytes nearly all is the call of feed, which tests type and limit and returns a list. A peer that draws the chunks from an iterator has no call for each, and no limit. "
        + LARGE,
    ),
    Goal(
        "pure decoder: 2.5 times httpx-sse, an event a chunk",
        2.5,
        faster("decoders", PURE, BASE, at(SINGLE, TOKENS, CHATS)),
        limit=OBJECTS,
    ),
    Goal(
        "pure decoder: 4 times httpx-sse, tokens in bulk", 4, faster("decoders", PURE, BASE, at(BULK, TOKENS))
    ),
    Goal(
        "pure decoder: 2 times httpx-sse, chat in bulk",
        2,
        faster("decoders", PURE, BASE, at(BULK, CHATS)),
        limit="The median is close to it, and on this side or that from run to run.",
    ),
    Goal(
        "pure decoder: 1.5 times httpx-sse elsewhere",
        1.5,
        faster("decoders", PURE, BASE, elsewhere),
        limit=LARGE,
    ),
    Goal(
        "encoder: 5 times sse-starlette, short or some lines",
        5,
        faster("encoders", encoders.FUNCTION, ENCODER_BASE, named(messages.SHORT, messages.LINES)),
        limit=TEMPLATE,
    ),
    Goal(
        "encoder: 50 times sse-starlette, 1 MiB",
        50,
        faster("encoders", encoders.FUNCTION, ENCODER_BASE, named(messages.LARGE)),
    ),
    Goal(
        "encoder: 2 times fastapi's function",
        2,
        faster("encoders", encoders.FUNCTION, encoders.FASTAPI),
        limit=TEMPLATE + " It tests nothing: a line end in an id goes through.",
    ),
    Goal(
        "scanner: half as fast as the pure decoder",
        0.5,
        faster("readers", SCANNER, PURE),
        limit="It keeps the bytes, the place, the fate and the facts of each block: a Block with its Event for every event, and a look at every line, where the decoder splits a chunk at once.",
    ),
    Goal(
        "compiled scanner: at most 1.5 times the compiled decoder",
        1.5,
        slower(COMPILED_SCANNER, COMPILED),
        at_most=True,
        limit="By a profile (callgrind), a chat event of 170 bytes takes 2,730 instructions of the scanner, and 930 of the decoder. The facts take a third of them: they look at each byte, where the decoder seeks line ends and copies. The rest makes six objects, the bytes, two numbers and the Block among them, where the decoder makes two.",
    ),
    Goal(
        "check, no profile: less than json.loads",
        1,
        slower(FORMAT, PAYLOADS),
        at_most=True,
        limit="These envelopes have a line `message:` before each data line, as Flowise writes it, and a rule explains every line that the format ignores: by a profile four fifths of the time finds these lines and counts them. Without them the check takes a third of json.loads.",
    ),
    Goal(
        "check: on top of decoding, one json.loads",
        1,
        check_on_top,
        at_most=True,
        limit="The check reads with the scanner, and asks for every block whether rules or profile have to look at it.",
    ),
    Goal(
        "order of events, compiled: less than json.loads",
        1,
        order_of_events(lambda cost: cost.compiled),
        at_most=True,
        limit="What comes first, what moves the stream on, and the one event from which is learnt what the others look like, are parsed and judged in full: in an answer of twenty pieces that is most of it.",
    ),
    Goal(
        "order of events: less than json.loads",
        1,
        order_of_events(lambda cost: cost.interpreted),
        at_most=True,
        limit="The first events after each move of the stream are parsed and judged in full, which in a short answer is most of it; and a rule that compares or joins is told of each event: some calls of Python functions.",
    ),
    Goal("check: 4 MiB more for a stream twice as long", 4, own(FLAT), at_most=True),
    Goal(
        "readers: 2.6 times the time for twice the input",
        2.6,
        own(TIME),
        at_most=True,
        limit="These are milliseconds, measured once: on a machine that has other things to do one of them may take longer. bench/linear.py in full tells that from growth.",
    ),
    Goal("readers: 1.3 bytes held for each of the input", 1.3, own(HELD), at_most=True),
    Goal("import sse_codec: no module but codecs", 0, own(IMPORTS), at_most=True),
    Goal(
        "check of answers of twenty events: 5 times json.loads",
        5,
        own(ANSWERS),
        at_most=True,
        limit="By a profile of an answer of 24 events, half the time is the order, whose first events are parsed and judged in full, as above. Under auto a third goes into the choice: the mark in the first event, and two profiles of its family side by side until one of them wins. The rules take a tenth.",
    ),
    Goal(
        "sse-conform --help: 5 times python -c pass",
        5,
        own(START, "sse-conform --help"),
        at_most=True,
        limit="click alone takes three and a half to four times.",
    ),
    Goal(
        "sse-conform check of a small file: 6 times python -c pass",
        6,
        own(START, "sse-conform check of a small file"),
        at_most=True,
        limit="By a profile (callgrind), Python's own start is 46 million instructions, and click with the modules that it imports is 115, more than half of what the goal allows. attrs and the classes that it compiles take 157, the readers of recordings 80, pathlib 18, the sixty modules of the order 50, the rules, the check and the commands 90. The check itself takes 90: more than half of them make the profiles that may be meant.",
    ),
)
