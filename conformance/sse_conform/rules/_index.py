"""The rules that a selection leaves and that can be decided, by the hooks that they define: made once, for many streams."""

from collections.abc import Iterable
from functools import lru_cache

from ..head import ResponseHead
from ..report import NotApplicable
from ._catalogue import RULES
from ._rule import DEMANDS, Need, Rule
from ._selection import Selection


class RuleIndex:
    """What the rules of a stream are asked, as far as the stream itself makes no difference."""

    def __init__(self, rules: Iterable[type[Rule]], known: frozenset[Need]) -> None:
        """`known` is what is known of the stream."""
        decidable: list[type[Rule]] = []
        lacking: list[NotApplicable] = []
        for rule in rules:
            lacks = [need.value for need in rule.needs if need not in known]
            if not lacks:
                decidable.append(rule)
            elif DEMANDS.isdisjoint(rule.needs):  # else nobody made the demand
                lacking.append(NotApplicable(rule.code, rule.name, " and ".join(lacks)))
        self.not_applicable = tuple(lacking)
        """The rules for which something is not known."""
        self._by_hook: dict[str, tuple[type[Rule], ...]] = {
            hook: tuple(rule for rule in decidable if hook in rule.hooks) for hook in Rule.hooks
        }

        self._by_code: dict[str, type[Rule]] = {rule.code: rule for rule in decidable}

    def rule(self, code: str, hook: str) -> type[Rule] | None:
        """The rule of a code; None when it is left out, or does not define the hook."""
        rule = self._by_code.get(code)
        return rule if rule is not None and hook in rule.hooks else None

    def with_hook(self, hook: str) -> tuple[type[Rule], ...]:
        """The rules that define a hook."""
        return self._by_hook[hook]


@lru_cache(maxsize=64)
def index_of(selection: Selection, known: frozenset[Need]) -> RuleIndex:
    """The index of the shipped rules that a selection includes."""
    rules = (rule for rule in RULES if selection.includes(rule.code, default=rule.is_default()))
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
    known: set[Need] = set()
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
