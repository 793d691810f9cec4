"""The page on profiles has a true row for each profile that is shipped, and no other."""

from pathlib import Path

from sse_codec.ordering import load_profile, shipped_profiles

PAGE = Path(__file__).parents[2] / "docs" / "profiles.md"


def test_a_section_says_what_the_rules_of_each_rest_on() -> None:
    text = PAGE.read_text(encoding="utf-8")
    untold = [name for name in shipped_profiles() if f"**{name}**" not in text and f"**{name}.**" not in text]
    assert not untold, f"begin a section of docs/profiles.md with the name of each of {untold} in bold"


def test_the_table_is_what_the_profiles_say() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    profiles = [load_profile(name) for name in shipped_profiles()]
    wanted = [
        f"| `{profile.name}` | {profile.title} | {len(profile.kinds)} | {len(profile.tracks)} |"
        f" {len(profile.checks)} | {profile.date} |"
        for profile in profiles
    ]
    assert rows == wanted, f"the table of docs/profiles.md needs the rows {sorted(set(wanted) - set(rows))}"
