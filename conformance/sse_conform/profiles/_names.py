"""Many kinds are said in few words: by the groups and tracks of the profile that stand for them, and no others."""

from collections.abc import Iterable, Iterator

from sse_codec.ordering import Profile


class Names:
    """The groups and tracks of a profile that stand for several kinds."""

    def __init__(self, profile: Profile) -> None:
        tracks = {track.name: track.kinds for track in profile.tracks if track.each is None}
        named = {**profile.groups, **tracks}
        self._groups = profile.groups
        # The largest first; of two that stand for the same the first in the file.
        self._named = sorted(
            ((name, frozenset(kinds)) for name, kinds in named.items() if len(kinds) > 1),
            key=lambda pair: -len(pair[1]),
        )

    def words(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Names that together stand for exactly these kinds, where each kind is said once."""
        return self._words(kinds, "")

    def legend(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """What the groups among the words stand for, and what the groups in that stand for."""
        found: dict[str, tuple[str, ...]] = {}
        waiting = list(words)
        for word in waiting:  # grows as it is walked
            if word in self._groups and word not in found:
                found[word] = self._words(self._groups[word], word)
                waiting.extend(found[word])
        return found

    def _words(self, kinds: Iterable[str], apart_from: str) -> tuple[str, ...]:
        rest = dict.fromkeys(kinds)
        chosen: dict[str, str] = {}
        for name, members in self._named:
            if name != apart_from and members <= rest.keys():
                chosen |= dict.fromkeys(members, name)
                rest = {kind: None for kind in rest if kind not in members}
        return tuple(dict.fromkeys(_renamed(kinds, chosen)))


def _renamed(kinds: Iterable[str], chosen: dict[str, str]) -> Iterator[str]:
    for kind in kinds:
        yield chosen.get(kind, kind)
