"""Which cases catch which faulty decoders: as the cases say, and as it is."""

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from sse_conform.suite import DecoderCase, InProcess, Outcome, load_cases, run

from .catalogue import FAULTS
from .fault import Fault

CAUGHT = (Outcome.FAILED, Outcome.ERRORED)


def decoder_cases() -> tuple[DecoderCase, ...]:
    return tuple(case for case in load_cases() if isinstance(case, DecoderCase))


def named_by(cases: Iterable[DecoderCase]) -> dict[str, list[DecoderCase]]:
    """For each fault the cases that name it in their `kills`."""
    naming: dict[str, list[DecoderCase]] = {}
    for case in cases:
        for fault in case.kills:
            naming.setdefault(fault, []).append(case)
    return naming


def kills(case: DecoderCase, fault: Fault) -> bool:
    """Does the case catch the fault, as written or under any other of its splits?"""
    return _fails(attrs.evolve(case, splits="given"), fault) or _fails(case, fault)


def _fails(case: DecoderCase, fault: Fault) -> bool:
    return any(verdict.outcome in CAUGHT for verdict in run([case], InProcess(fault.decoder())))


def said(cases: tuple[DecoderCase, ...]) -> Iterator[str]:
    """What the cases say of themselves: figures, and for each fault the cases that name it."""
    naming = named_by(cases)
    groups = Counter(case.id.rpartition("/")[0] for case in cases)
    yield f"{len(cases)} decoder cases: {', '.join(f'{number} {group}' for group, number in groups.items())}"
    yield f"{len(FAULTS)} faulty decoders, {sum(len(each) for each in naming.values())} times named"
    for id, fault in FAULTS.items():
        yield f"{len(naming.get(id, ())):4} {id}: {fault.does} ({fault.seen})"


def measured(cases: tuple[DecoderCase, ...]) -> Iterator[str]:
    """How many cases catch each fault, named or not. Takes minutes."""
    for id, fault in FAULTS.items():
        caught = sum(kills(case, fault) for case in cases)
        yield f"{caught:4} of {len(cases)} cases catch {id}"
