"""Which interpreter was measured: ratios differ by a third between one built with a profile and one without."""

import platform
import sys
import sysconfig

PROFILED_BY_DISTRIBUTOR = ("debian", "ubuntu")
"""They build with a profile by a make target of their own, which leaves no trace in the configuration."""


def describe() -> str:
    """Return one line that names the interpreter, its build and the machine."""
    return (
        f"{platform.python_implementation()} {platform.python_version()} ({build()}), "
        f"{platform.system()} {platform.machine()}"
    )


def build() -> str:
    """Say whether the interpreter was built with a profile (PGO), and how that is known."""
    if "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or ""):
        return "built with a profile"
    if sys.base_prefix == "/usr" and distributor() in PROFILED_BY_DISTRIBUTOR:
        return f"{distributor().capitalize()}'s build, which is with a profile"
    return "no --enable-optimizations: built without a profile"


def distributor() -> str:
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:  # not a Linux, or one that does not say
        return ""
