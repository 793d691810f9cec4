"""The rules that a selection leaves and that can be decided, by the hooks that they define: made once, for many streams."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from ..ending import BY_US
from ..head import ResponseHead
from ..report import NotApplicable
from ._listed import Listed
from ._rule import DEMANDS, Need, Rule
from ._selection import Selection
from ._stream import Stream
from ._table import TABLE

_TOLD: Final = frozenset({Need.CHUNKED, Need.CONNECTION})
"""What nobody has to have seen of a stream that broke off, where the recording says how."""
_REMEMBERED: Final = 1024
"""Sets of facts for which is remembered who wants them."""
Wants = tuple[tuple[str, int | None], ...]
"""Codes of rules that have come to want other facts than their classes do, and these facts."""


class RuleIndex:
    """What the rules of a stream are asked, as far as the stream itself makes no difference."""

    def __init__(self, rules: Iterable[Listed], known: frozenset[Need]) -> None:
        """`known` is what is known of the stream."""
        decidable: list[Listed] = []
        lacking: list[NotApplicable] = []
        unseen: list[NotApplicable] = []
        told = _TOLD if Need.BYTES in known else _TOLD - {Need.CHUNKED}
        for rule in rules:
            needs = [Need[name] for name in rule.needs]
            missing = [need for need in needs if need not in known]
            lacks = [need.value for need in missing]
            if told.issuperset(missing):
                decidable.append(rule)
                unseen += [NotApplicable(rule.code, rule.name, each) for each in lacks]
            elif DEMANDS.isdisjoint(needs):  # else nobody made the demand
                lacking.append(NotApplicable(rule.code, rule.name, " and ".join(lacks)))
        self._lacking = tuple(lacking)
        self._unseen = tuple(unseen)
        self._without_end = tuple(
            NotApplicable(rule.code, rule.name, Need.END.value)
            for rule in decidable
            if Need.END.name in rule.needs
        )
        self._by_hook: dict[str, tuple[Listed, ...]] = {
            hook: tuple(rule for rule in decidable if hook in rule.hooks) for hook in Rule.hooks
        }
        self._by_code: dict[str, Listed] = {rule.code: rule for rule in decidable}
        self._loaded: dict[str, type[Rule]] = {}
        self._wanting: dict[tuple[int, str, Wants], tuple[str, ...]] = {}

    def lacking(self, stream: Stream) -> tuple[NotApplicable, ...]:
        """The rules for which something is not known of the stream so far."""
        has_end = stream.ending is None or stream.ended is not None
        is_told = stream.ending not in (None, "eof", *BY_US)
        return self._lacking + (() if is_told else self._unseen) + (() if has_end else self._without_end)

    def has(self, code: str, hook: str) -> bool:
        """Return True if the rule of a code is not left out, and defines the hook."""
        rule = self._by_code.get(code)
        return rule is not None and hook in rule.hooks

    def with_hook(self, hook: str) -> tuple[Listed, ...]:
        """The rules that define a hook."""
        return self._by_hook[hook]

    def wanting(self, facts: int, hook: str, changed: Wants) -> tuple[str, ...]:
        """The codes of the rules that are asked through a hook about blocks with these facts."""
        known = self._wanting.get((facts, hook, changed))
        if known is None:
            wants = {rule.code: rule.wants for rule in self._by_hook[hook]} | dict(changed)
            known = tuple(rule.code for rule in self._by_hook[hook] if is_wanted(facts, wants[rule.code]))
            if len(self._wanting) == _REMEMBERED:
                self._wanting.clear()
            self._wanting[facts, hook, changed] = known
        return known

    def load(self, code: str) -> type[Rule]:
        """The class of a rule that was not left out."""
        loaded = self._loaded.get(code)
        if loaded is None:
            loaded = self._loaded[code] = self._by_code[code].load()
        return loaded


def is_wanted(facts: int, wants: int | None) -> bool:
    """Returns True if a rule that wants these facts is asked about a block with those."""
    return wants is None or bool(facts & wants)


@lru_cache(maxsize=64)
def index_of(selection: Selection, known: frozenset[Need]) -> RuleIndex:
    """The index of the shipped rules that a selection includes."""
    rules = (rule for rule in TABLE if selection.includes(rule.code, default=rule.is_default()))
    return RuleIndex(rules, known)


def what_is_known(
    head: ResponseHead | None,
    fidelity: str,
    origin: str | None,
    *,
    require_profile: bool = False,
    expect: str | None = None,
) -> frozenset[Need]:
    """What is known of a stream that came with this head; `fidelity` is that of :class:`sse_conform.Capture`."""
    known = {Need.END}  # as long as it has not come without its time
    if require_profile:
        known.add(Need.PROFILE_DEMAND)
    if expect is not None:
        known.add(Need.OUTCOME_DEMAND)
    if fidelity != "events":
        known.add(Need.BYTES)
    has_chunks = fidelity in ("chunks", "timed")
    if has_chunks:
        known |= {Need.CHUNKS, Need.CONNECTION}
    if fidelity == "timed":
        known.add(Need.TIMES)
    if origin is not None:
        known.add(Need.ORIGIN)
    if head is None:
        return frozenset(known)
    known.add(Need.HEAD)
    if head.status == 200:
        known.add(Need.OK_HEAD)
    if not head.version.startswith("1"):
        known.add(Need.HTTP2)
    if has_chunks and "chunked" in head.tokens("transfer-encoding"):
        known.add(Need.CHUNKED)
    return frozenset(known)
