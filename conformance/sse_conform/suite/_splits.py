"""The ways in which one connection can arrive: as written, whole, byte by byte, or cut in two at every place.

A split is made when it is asked for, so that a long stream does not stand in memory once for each of its bytes.
"""

from collections.abc import Iterator

from ._case import DecoderCase, Splits

Chunks = tuple[bytes, ...]


def split_names(case: DecoderCase, *, chunked: bool = True) -> list[str]:
    """The names of a case's splits: `given`, `whole`, `bytes`, and `cut-N` for each place between two bytes.

    Splits that give the same chunks come once, under the first name. `cut-N` counts the bytes of all connections
    together; a cut between two connections is none.

    :param chunked: whether edges of chunks can be shown to the program at all; if not, the only split is `whole`.
    """
    if not chunked:
        return ["whole"]
    names: list[str] = []
    seen: set[tuple[Chunks, ...]] = set()
    for name in _wanted(case.splits, _size(case)):
        cut = cut_case(case, name)
        if cut not in seen:
            seen.add(cut)
            names.append(name)
    return names


def _size(case: DecoderCase) -> int:
    return sum(len(connection.wire) for connection in case.connections)


def _wanted(splits: Splits, size: int) -> Iterator[str]:
    if splits != "all":
        yield splits
        return
    yield from ("given", "whole", "bytes")
    for place in range(1, size):
        yield f"cut-{place}"


def cut_case(case: DecoderCase, name: str) -> tuple[Chunks, ...]:
    """The chunks of each connection under one split."""
    if name == "given":
        return tuple(connection.chunks for connection in case.connections)
    place = int(name.removeprefix("cut-")) if name.startswith("cut-") else 0
    connections: list[Chunks] = []
    for connection in case.connections:
        wire = connection.wire
        connections.append(_bytes(wire) if name == "bytes" else _cut(wire, place))
        place -= len(wire)
    return tuple(connections)


def _bytes(wire: bytes) -> Chunks:
    return tuple(wire[place : place + 1] for place in range(len(wire)))


def _cut(wire: bytes, place: int) -> Chunks:
    return (wire[:place], wire[place:]) if 0 < place < len(wire) else (wire,)
