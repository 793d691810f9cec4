"""The ways to reach an implementation: in this process, as a program that stays up, as a program run once per stream."""

from ._in_process import InProcess, load_subject
from ._oneshot import OneShot
from ._stdio import Stdio

__all__ = ["InProcess", "OneShot", "Stdio", "load_subject"]
