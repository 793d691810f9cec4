"""What the user chose for all streams, and for the streams of some paths; a choice that nothing fits is refused with the place."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import attrs
import click

from sse_codec.ordering import Profile, load_profile, shipped_profiles

from ...report import OUTCOMES
from ...rules import Selection
from ...suggest import did_you_mean
from .. import _parameters as parameters
from .._config import is_asked, origin
from ._session import Settings

if TYPE_CHECKING:
    from ...config import Config, PathTable


def chosen_settings(
    config: "Config | None",
    *,
    profile: Profile | Literal["auto"] | None,
    framing: str | None,
    expect: str | None,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    **others: Any,
) -> Settings:
    """The settings of a run. Raises :class:`click.UsageError` for what fits nothing.

    :param others: the settings that anybody may choose as they like.
    """
    if is_asked("profile") and not is_asked("framing"):
        framing = None  # that of the configuration belongs to the profile there
    with blamed("framing"):
        framing = chosen_framing(framing, profile)
    with blamed("expect"):
        expect = chosen_outcome(expect, profile)
    return Settings(
        selection=chosen_selection(select, extend_select, ignore),
        profile=profile,
        framing=framing,
        expect=expect,
        options=config.options if config else {},
        **others,
    )


def chosen_selection(
    select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]
) -> Selection:
    """The rules that apply. Raises :class:`click.UsageError` for codes that there are not."""
    try:
        return Selection(select=select, extend_select=extend_select, ignore=ignore)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def chosen_framing(framing: str | None, profile: Profile | Literal["auto"] | None) -> str | None:
    """The framing. Raises :class:`click.UsageError` if the profile has none such."""
    if framing is None:
        return None
    if profile is None:
        raise click.UsageError("--framing names a framing of a profile, and --profile none leaves none")
    if profile == "auto":
        profiles, without = [load_profile(name) for name in shipped_profiles()], "no shipped profile has a"
    else:
        profiles, without = [profile], f"profile {profile.name} has no"
    names = sorted({each.name for candidate in profiles for each in candidate.framings})
    if framing not in names:
        raise click.UsageError(
            f"{without} framing {framing!r}; choose {', '.join(names)}{did_you_mean(framing, names)}"
        )
    return framing


def chosen_outcome(outcome: str | None, profile: Profile | Literal["auto"] | None) -> str | None:
    """The outcome that streams have to have. Raises :class:`click.UsageError` if no stream can have it."""
    own = profile.outcomes.words if isinstance(profile, Profile) else ()
    known = dict.fromkeys((*OUTCOMES, *own))
    if outcome is not None and outcome not in known:
        raise click.UsageError(
            f"no stream has the outcome {outcome!r}; choose {', '.join(known)}{did_you_mean(outcome, known)}"
        )
    return outcome


@contextmanager
def blamed(*names: str) -> Generator[None]:
    """Say of wrong usage that these parameters stand in the configuration, if they do."""
    try:
        yield
    except click.UsageError as error:
        place = origin(click.get_current_context(), names)
        if not place:
            raise
        raise click.UsageError(f"{place}: {error.message}") from error


def by_path(settings: Settings, config: "Config | None") -> Callable[[str], Settings]:
    """Return what gives the settings of a source: those of the last table of paths that means it, else those of the run."""
    if config is None:
        return lambda _source: settings
    of_tables = {table.place: _of_table(settings, table) for table in config.paths}

    def choose(source: str) -> Settings:
        table = config.table_for(source)
        return settings if table is None else of_tables[table.place]

    return choose


def _of_table(settings: Settings, table: "PathTable") -> Settings:
    """The settings of the run with those of a table. What the user asked on the command line stays.

    A framing belongs to the profile that stands with it.
    """
    values: dict[str, Any] = {
        key: value for key, value in table.values.items() if not is_asked(key.replace("-", "_"))
    }
    chosen, profile, framing = settings.selection, settings.profile, settings.framing
    try:
        if "profile" in values:
            profile = parameters.chosen_profile(click.get_current_context(), values["profile"])
        if "profile" in values and not is_asked("framing"):
            framing = values.get("framing")
        elif not is_asked("profile"):
            framing = values.get("framing", framing)
        return attrs.evolve(
            settings,
            selection=chosen_selection(
                tuple(values.get("select", chosen.select)),
                (*chosen.extend_select, *table.values.get("extend-select", ())),
                (*chosen.ignore, *table.values.get("ignore", ())),
            ),
            profile=profile,
            framing=chosen_framing(framing, profile),
            require_profile=values.get("require-profile", settings.require_profile),
            expect=chosen_outcome(values.get("expect", settings.expect), profile),
        )
    except click.UsageError as error:
        raise click.UsageError(f"{table.place}: {error.message}") from error
