"""A search over an object of this process, for as many inputs as it takes."""

from typing import Any

from sse_conform.fuzz import DecoderSide, Difference, EncoderSide, Limits, Search
from sse_conform.suite import InProcess, fixtures_folder, load_statements

STATEMENTS = load_statements(fixtures_folder())


def search(subject: object, inputs: int = 2000, *, seed: int = 1, **options: Any) -> "Search[Any]":
    adapter = InProcess(subject)
    implementation = adapter.start()
    side: Any = EncoderSide if implementation.decoder is None else DecoderSide
    return Search(
        side(adapter, implementation),
        seed=seed,
        limits=Limits(inputs=inputs),
        statements=STATEMENTS,
        **options,
    )


def found(subject: object, inputs: int = 2000, **options: Any) -> list[Difference]:
    return list(search(subject, inputs, **options).differences())


def first(subject: object, inputs: int = 20_000, **options: Any) -> Difference:
    return next(search(subject, inputs, **options).differences())
