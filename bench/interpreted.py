"""A second copy of sse_codec.ordering in the same process: the one that runs from its sources, where the other is compiled."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from types import ModuleType

PACKAGE = "sse_codec.ordering"


def interpreted() -> ModuleType:
    """Import the package once more, without what is compiled of it."""
    parent = import_module("sse_codec")
    compiled = import_module(PACKAGE)
    with sources_only():
        kept = {name: sys.modules.pop(name) for name in list(sys.modules) if is_own(name)}
        try:
            copy = import_module(PACKAGE)
        finally:
            for name in list(filter(is_own, sys.modules)):
                del sys.modules[name]
            sys.modules.update(kept)
            parent.ordering = compiled
    return copy


def is_own(name: str) -> bool:
    return name == PACKAGE or name.startswith(f"{PACKAGE}.")


@contextmanager
def sources_only() -> Iterator[None]:
    hook = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))
    sys.path_hooks.insert(0, hook)
    sys.path_importer_cache.clear()
    try:
        yield
    finally:
        sys.path_hooks.remove(hook)
        sys.path_importer_cache.clear()
        invalidate_caches()
