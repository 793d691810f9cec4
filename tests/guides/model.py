"""The model of the tests: the question says what it does. For any other question it is the model of the page."""

import asyncio
import time
from collections.abc import AsyncGenerator, Generator

import shown

FLOOD = "x" * 65536


def tell(text: str) -> None:
    print(text, flush=True)


async def generate(question: str) -> AsyncGenerator[str]:
    if question not in ("fail", "wait", "flood", "pause"):
        async for piece in shown.generate(question):
            yield piece
        return
    try:
        yield "Once"
        if question == "fail":
            raise RuntimeError("no memory left on 10.0.0.7")
        if question == "pause":
            async with asyncio.timeout(1):  # which holds in one task alone
                yield " upon"
                await asyncio.sleep(60)
        if question == "wait":
            await asyncio.sleep(60)
        while True:
            tell("A piece.")
            yield FLOOD
    except TimeoutError:
        yield " a time"
    finally:
        tell("The model has stopped.")


def generate_blocking(question: str) -> Generator[str]:
    if question not in ("fail", "wait", "flood", "pause"):
        yield from shown.generate_blocking(question)
        return
    try:
        yield "Once"
        if question == "fail":
            raise RuntimeError("no memory left on 10.0.0.7")
        if question == "pause":
            yield " upon"
            time.sleep(1)
            yield " a time"
            return
        while True:
            if question == "wait":
                time.sleep(1)
            tell("A piece.")
            yield FLOOD if question == "flood" else "."
    finally:
        tell("The model has stopped.")
