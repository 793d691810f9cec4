"""Which interpreter was measured: ratios differ by a third between one built with a profile and one without."""

import platform
import sys
import sysconfig


def describe() -> str:
    """Return one line that names the interpreter, its build and the machine."""
    return (
        f"{platform.python_implementation()} {platform.python_version()} ({sys.executable}, {build()}), "
        f"{platform.system()} {platform.machine()}"
    )


def build() -> str:
    """Say whether the interpreter was built with a profile (PGO), as far as its configuration tells."""
    if "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or ""):
        return "built with a profile"
    # Debian builds with one, and by a make target of its own that leaves no trace here.
    return "no --enable-optimizations: built without a profile, unless the distributor does it another way"
