"""Build hook: a wheel carries the fixtures, byte for byte, and the compiled decoder where a C compiler is at hand.

Without one the wheel is the pure one, which does the same: a build never fails for want of a compiler, it says so.
``SSE_CODEC_NO_EXTENSION=1`` asks for the pure wheel.
"""

import contextlib
import os
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODULE = "sse_codec._speedups"
SOURCE = "sse_codec/_speedups.c"
# A free-threaded interpreter has no limited API before 3.15; every other one loads what was built for 3.11.
LIMITED_API = None if sysconfig.get_config_var("Py_GIL_DISABLED") else "0x030B0000"


class WheelHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            # An editable install has the checkout's own fixtures, and a copy would go stale.
            build_data["force_include"]["fixtures"] = "sse_conform/fixtures"
        pure = os.environ.get("SSE_CODEC_NO_EXTENSION", "0") not in ("", "0")
        if pure or sys.implementation.name != "cpython":
            return
        self.built = tempfile.TemporaryDirectory(prefix="sse-codec-")
        try:
            extension = compile_extension(Path(self.root), Path(self.built.name))
        except (Exception, SystemExit) as error:  # whatever a compiler or its driver fails with
            self.app.display_warning(f"building without the compiled decoder: {error!r}")
            return
        target = f"sse_codec/{extension.name}"
        if version == "editable":
            Path(self.root, target).write_bytes(extension.read_bytes())
        else:
            build_data["force_include"][str(extension)] = target
        build_data["pure_python"] = False
        build_data["tag"] = self.tag()

    def tag(self) -> str:
        """Return the interpreters and the platform that the wheel fits, as the builder names them."""
        tag = self.build_config.builder.get_best_matching_tag()
        return f"cp311-abi3-{tag.rpartition('-')[2]}" if LIMITED_API else tag


def compile_extension(root: Path, directory: Path) -> Path:
    """Compile the extension into the directory and return its file."""
    from setuptools import Distribution, Extension  # noqa: PLC0415  # without it there is a pure wheel
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    extension = Extension(
        MODULE,
        [SOURCE],
        define_macros=[("Py_LIMITED_API", LIMITED_API) if LIMITED_API else ("Py_GIL_DISABLED", "1")],
        py_limited_api=LIMITED_API is not None,
        # A relative path and no debug information: the same bytes wherever it is built.
        extra_compile_args=["-g0"] if os.name == "posix" else [],
    )
    command = build_ext(Distribution({"name": "sse-codec", "ext_modules": [extension]}))
    command.build_lib = str(directory)
    command.build_temp = str(directory / "objects")
    command.ensure_finalized()
    with contextlib.chdir(root):
        command.run()
    return directory / command.get_ext_filename(MODULE)
