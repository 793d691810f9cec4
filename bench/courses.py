"""The races that are run: for decoders, for encoders, and for what else reads a stream here."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from contender import Event
from messages import Batch, batches
from processes import Crews
from race import Effort, Race, Task, race
from readers import PAYLOADS
from workloads import BULK, CHATS, ENVELOPES, TOKENS, Workload, workloads


def decoder_races(crews: Crews, effort: Effort, count: int, only: str) -> Iterator[Race]:
    """Every decoder on every stream whose name contains ``only``."""
    with crews.crew("decoders") as workers:
        for workload in workloads(count):
            if only in workload.name:
                yield race(workers, stream_task(workload), effort, events_of)


def encoder_races(crews: Crews, effort: Effort, count: int, only: str) -> Iterator[Race]:
    """Every encoder on every kind of message whose name contains ``only``."""
    with crews.crew("encoders") as workers:
        for batch in batches(count):
            if only in batch.name:
                yield race(workers, batch_task(batch), effort, events_written)


def reader_races(crews: Crews, effort: Effort, count: int, only: str) -> Iterator[Race]:
    """Decoder, scanner and check in large chunks: on tokens, and on streams whose payloads are JSON."""
    with crews.crew("readers") as workers:
        for workload in workloads(count):
            if workload.cut == BULK and workload.name in (TOKENS, CHATS, ENVELOPES) and only in workload.name:
                task = stream_task(workload)
                fit = {
                    name: worker
                    for name, worker in workers.items()
                    if name != PAYLOADS or workload.name != TOKENS  # whose payloads are no JSON
                }
                yield race(fit, task._replace(wanted=[task.events]), effort, list)


def stream_task(workload: Workload) -> Task:
    load = [[chunk.decode("latin-1"), 1] for chunk in workload.chunks]
    return Task(workload.name, workload.cut, load, workload.events, len(workload.events), workload.size)


def batch_task(batch: Batch) -> Task:
    size = sum(len(message["data"].encode()) for message in batch.messages)
    return Task(batch.name, "", batch.messages, batch.events, len(batch.messages), size)


def events_of(results: list[Any]) -> list[Event]:
    return [(type, data, id) for type, data, id in results]


def events_written(results: Sequence[str]) -> list[Event]:
    """Read what an encoder wrote, with the decoder that was held against known streams in the same run."""
    decoder = import_module("sse_codec").Decoder()
    return [(event.type, event.data, event.id) for event in decoder.feed("".join(results).encode())]
