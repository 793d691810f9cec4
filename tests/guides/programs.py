"""The programs of docs/guides: each block that begins with the name of its file, and the commands behind it."""

import re
from pathlib import Path
from typing import NamedTuple

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
HEARTBEAT, SILENCE = 0.3, 0.9
"""Seconds, in place of the 15 and 45 of the pages."""


class Program(NamedTuple):
    page: str
    name: str
    text: str
    command: str
    """How the page starts it; "" for a module."""
    console: str
    """What the page shows of it while it runs; "" for nothing."""


def programs(page: str) -> list[Program]:
    found: list[Program] = []
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```$", (GUIDES / page).read_text(), re.S | re.M):
        if language == "python":
            told = re.match(r'"""(\w+\.py): ', block)
            assert told is not None, f"{page}: a program begins with the name of its file: {block[:60]}"
            found.append(Program(page, told[1], block, "", ""))
        elif language == "sh":
            found[-1] = found[-1]._replace(command=block.strip())
        else:
            assert language == "console", f"{page}: nothing runs blocks of {language}"
            found[-1] = found[-1]._replace(console=block)
    return found


def write(folder: Path, page: str, port: int = 8000) -> None:
    """Write the programs of a page into a folder, for that port and with short waits."""
    for program in programs(page):
        text = program.text.replace("port=8000", f"port={port}")
        text = text.replace("HEARTBEAT = 15 ", f"HEARTBEAT = {HEARTBEAT} ")
        text = text.replace("sleep(0.1)", "sleep(0.01)")
        text = re.sub(r"(read=|10, )45\b", rf"\g<1>{SILENCE}", text)
        (folder / program.name).write_text(text)
