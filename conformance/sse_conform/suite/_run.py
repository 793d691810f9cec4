"""Runs cases against one implementation: for each case, what does not apply is sorted out, the rest is asked and judged.

Nothing is kept but the splits of the cases at hand, and no program can hold up a run: one that hangs on a case is not
asked the rest of it, and one that goes on hanging is not asked at all.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing

import attrs

from ._abreast import abreast
from ._baseline import NO_BASELINE, Baseline
from ._case import AnyCase, DecoderCase, EncoderCase, OrderCase
from ._judge import Judgement, judge_checking, judge_reading, judge_writing, no_reply
from ._replies import (
    Adapter,
    AdapterError,
    Answerer,
    Check,
    Decode,
    Encode,
    Implementation,
    Reading,
    Reply,
    Trouble,
    Writing,
)
from ._splits import cut_case, split_names
from ._verdict import Outcome, Verdict

MOST_TROUBLES = 3
"""How many splits of one case may break a program; after so many the rest of the case is skipped."""
MOST_HANGS = 3
"""Cases running on which a program may hang before the run is given up."""

_GOES_ON = (Outcome.PASSED, Outcome.LENIENT)
"""After these the next connection of a case is tried."""
_Wire = tuple[tuple[bytes, ...], ...]


def run(
    cases: Iterable[AnyCase],
    adapter: Adapter,
    baseline: Baseline = NO_BASELINE,
    helpers: Sequence[Adapter] = (),
) -> Generator[Verdict]:
    """The verdicts on every case under every split, in the order of the cases. All adapters are closed at the end.

    An implementation that cannot be started is errored in every case.

    :param helpers: more ways to reach the same implementation, not started: as many more cases are run at a time.
    """
    try:
        try:
            implementation = adapter.start()
        except AdapterError as error:
            for case in cases:
                yield _verdict(case, "", no_reply(error.trouble))
            return
        with closing(_run(cases, (adapter, *helpers), implementation)) as verdicts:
            for verdict in verdicts:
                yield baseline.apply(verdict)
    finally:
        adapter.close()


def _run(
    cases: Iterable[AnyCase], adapters: Sequence[Adapter], implementation: Implementation
) -> Generator[Verdict]:
    def verdicts_on(case: AnyCase, adapter: Answerer) -> list[Verdict]:
        reason = not_applicable(case, implementation)
        if reason:
            return [Verdict(case, "", Outcome.NOT_APPLICABLE, reason)]
        return list(run_case(case, adapter, implementation))

    cases = tuple(cases)
    hangs = done = 0
    with closing(abreast(cases, adapters, verdicts_on)) as found:
        while hangs < MOST_HANGS and (verdicts := next(found, None)) is not None:
            yield from verdicts
            done += 1
            if verdicts[0].outcome is not Outcome.NOT_APPLICABLE:
                hung = any(verdict.trouble and verdict.trouble.hung for verdict in verdicts)
                hangs = hangs + 1 if hung else 0
    for case in cases[done:]:
        given_up = Trouble(f"not run: the program hung on {hangs} cases running")
        yield _verdict(case, "", no_reply(given_up))


def not_applicable(case: AnyCase, implementation: Implementation) -> str:
    """Why a case says nothing about an implementation; empty when it does."""
    role = _role(case)
    capabilities: frozenset[str] | None = getattr(implementation, role)
    if capabilities is None:
        return f"it is no {role}"
    lacks = sorted(case.needs - capabilities)
    return f"it lacks {', '.join(lacks)}" if lacks else ""


def _role(case: AnyCase) -> str:
    if isinstance(case, DecoderCase):
        return "decoder"
    return "encoder" if isinstance(case, EncoderCase) else "checker"


def run_case(case: AnyCase, adapter: Answerer, implementation: Implementation) -> Iterator[Verdict]:
    """The verdicts on one case that applies, under every split; the adapter was started, and stays so."""
    if isinstance(case, DecoderCase):
        return _run_decoder_case(case, adapter, implementation)
    if isinstance(case, EncoderCase):
        return _run_encoder_case(case, adapter)
    return _run_order_case(case, adapter, implementation.checker or frozenset())


def _run_encoder_case(case: EncoderCase, adapter: Answerer) -> Iterator[Verdict]:
    (reply,) = adapter.ask([Encode(case.messages)])
    wire = ((reply.wire,),) if isinstance(reply, Writing) else ()
    yield _verdict(case, "given", judge_writing(case.wanted, reply), wire)


def _run_order_case(case: OrderCase, adapter: Answerer, capabilities: frozenset[str]) -> Iterator[Verdict]:
    (reply,) = adapter.ask([Check(case.stream, case.format, case.profile, case.force)])
    yield _verdict(case, "given", judge_checking(case, reply, capabilities), ((case.stream,),))


def _run_decoder_case(
    case: DecoderCase, adapter: Answerer, implementation: Implementation
) -> Iterator[Verdict]:
    capabilities = implementation.decoder or frozenset()
    names = split_names(case, chunked=implementation.chunked)
    seeds = dict.fromkeys(names, case.last_event_id)
    judgements = dict.fromkeys(names, Judgement(Outcome.PASSED))
    for number, connection in enumerate(case.connections):
        going = [name for name in names if judgements[name].outcome in _GOES_ON]
        tasks = (Decode(cut_case(case, name)[number], seeds[name]) for name in going)
        for name, reply in zip(going, _ask(adapter, tasks, len(going)), strict=True):
            judgement = judge_reading(connection.wanted, reply, capabilities)
            if judgement.outcome is not Outcome.PASSED or judgements[name].outcome is Outcome.PASSED:
                judgements[name] = _in_connection(judgement, number, case)
            if isinstance(reply, Reading):
                seeds[name] = _last_event_id(reply, seeds[name])
    for name in names:
        yield _verdict(case, name, judgements[name], cut_case(case, name))


def _ask(adapter: Answerer, tasks: Iterable[Decode], number: int) -> Iterator[Reply]:
    """Replies to the splits of one case; after a hang, or too much other trouble, the rest is not asked."""
    troubles = 0
    for reply in adapter.ask(tasks):
        yield reply
        number -= 1
        if isinstance(reply, Trouble):
            troubles = MOST_TROUBLES if reply.hung else troubles + 1
            if troubles == MOST_TROUBLES:
                break
    for _ in range(number):
        yield Trouble("not run: the program broke on other splits of this case")


def _in_connection(judgement: Judgement, number: int, case: DecoderCase) -> Judgement:
    if len(case.connections) == 1 or not judgement.message:
        return judgement
    return attrs.evolve(judgement, message=f"connection {number + 1}: {judgement.message}")


def _last_event_id(reading: Reading, before: str) -> str:
    """What the next connection is opened with: what the program says, or else what its last event had."""
    said = reading.state.get("last_event_id", reading.events[-1].id if reading.events else before)
    return said if isinstance(said, str) else before


def _verdict(case: AnyCase, split: str, judgement: Judgement, wire: _Wire = ()) -> Verdict:
    return Verdict(
        case,
        split,
        judgement.outcome,
        judgement.message,
        wire,
        judgement.wanted,
        judgement.got,
        judgement.answer,
        judgement.trouble,
        judgement.cause,
    )
