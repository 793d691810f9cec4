"""Build hook: a wheel carries the compiled decoder where a C compiler is at hand.

Without a compiler the build makes the pure wheel, which does the same, and says so; it never fails for want of one.
``SSE_CODEC_NO_EXTENSION=1`` asks for the pure wheel. ``SSE_CODEC_USE_MYPYC=1`` has mypyc compile the check of the order
as well, from its Python modules. Such a wheel serves one version of Python, and the build fails where mypyc does.
"""

import contextlib
import os
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from setuptools import Extension

MODULE = "sse_codec._speedups"
SOURCE = "sse_codec/_speedups.c"
# A free-threaded interpreter has no limited API before 3.15; every other one loads what was built for 3.11.
LIMITED_API = None if sysconfig.get_config_var("Py_GIL_DISABLED") else "0x030B0000"
ORDERING = Path("sse_codec", "ordering")
# A relative path and no debug information: the same bytes wherever it is built. Smaller by a seventh, and no slower:
# no function is copied into others, no table tells how to unwind the stack, which C never does, and nothing is padded.
FLAGS = [
    "-g0",
    "-fno-inline-functions",
    "-fno-asynchronous-unwind-tables",
    "-falign-functions=1",
    "-falign-jumps=1",
]
# What stays interpreted below ORDERING: folders and modules, by their names without underscores. What reads profiles runs
# once for each, and recurses, as schemas do, which an interpreter limits and machine code does not; its errors mypyc cannot
# extend. An __init__ only imports.
INTERPRETED = frozenset({"init", "loading", "schema"})


class WheelHook(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        return ["mypy[mypyc]>=2.4"] if asked_for("SSE_CODEC_USE_MYPYC") else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if asked_for("SSE_CODEC_NO_EXTENSION") or sys.implementation.name != "cpython":
            return
        # Compiled modules in the tree would hide every change of the sources.
        with_mypyc = asked_for("SSE_CODEC_USE_MYPYC") and version != "editable"
        self.built = tempfile.TemporaryDirectory(prefix="sse-codec-")
        place = Path(self.built.name, "lib")
        try:
            compile_extensions(Path(self.root), place, with_mypyc=with_mypyc)
        except (Exception, SystemExit) as error:  # whatever a compiler or its driver fails with
            if with_mypyc:
                raise
            self.app.display_warning(f"building without the compiled decoder: {error!r}")
            return
        for extension in sorted(file for file in place.rglob("*") if file.is_file()):
            target = extension.relative_to(place).as_posix()
            if version == "editable":
                Path(self.root, target).write_bytes(extension.read_bytes())
            else:
                build_data["force_include"][str(extension)] = target
        build_data["pure_python"] = False
        build_data["tag"] = self.tag(with_mypyc=with_mypyc)

    def tag(self, *, with_mypyc: bool) -> str:
        """Return the interpreters and the platform that the wheel fits, as the builder names them."""
        tag = self.build_config.builder.get_best_matching_tag()
        return f"cp311-abi3-{tag.rpartition('-')[2]}" if LIMITED_API and not with_mypyc else tag


def asked_for(variable: str) -> bool:
    return os.environ.get(variable, "0") not in ("", "0")


def compile_extensions(root: Path, place: Path, *, with_mypyc: bool) -> None:
    """Compile into a directory, each extension in the folder of its package."""
    from setuptools import Distribution  # noqa: PLC0415  # without it there is a pure wheel
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    with contextlib.chdir(root):
        extensions = [decoder(), *(order(place.parent) if with_mypyc else ())]
        command = build_ext(Distribution({"name": "sse-codec", "ext_modules": extensions}))
        command.build_lib = str(place)
        command.build_temp = str(place.parent / "objects")
        command.ensure_finalized()
        command.run()


def decoder() -> "Extension":
    """The compiled decoder."""
    from setuptools import Extension  # noqa: PLC0415

    return Extension(
        MODULE,
        [SOURCE],
        define_macros=[("Py_LIMITED_API", LIMITED_API) if LIMITED_API else ("Py_GIL_DISABLED", "1")],
        py_limited_api=LIMITED_API is not None,
        extra_compile_args=FLAGS if os.name == "posix" else [],
        extra_link_args=["-s", "-Wl,--build-id=none"] if sys.platform == "linux" else [],
    )


def order(scratch: Path) -> "list[Extension]":
    """The compiled check of the order: a module for each of its modules, and one with the code of all."""
    from mypyc.build import mypycify  # noqa: PLC0415  # asked for, and then required

    modules = [file for file in sorted(ORDERING.rglob("*.py")) if not is_interpreted(file)]
    # The types are checked elsewhere, with all that they need; here nothing but these modules is looked at.
    options = [
        "--config-file=",
        "--follow-imports=silent",
        "--ignore-missing-imports",
        f"--cache-dir={os.devnull}",
    ]
    return mypycify(
        [*options, *map(str, modules)],
        debug_level="0",
        group_name="sse_codec.ordering._compiled",
        target_dir=str(scratch / "generated"),
    )


def is_interpreted(module: Path) -> bool:
    parts = module.relative_to(ORDERING).with_suffix("").parts
    return not INTERPRETED.isdisjoint(part.strip("_") for part in parts)
