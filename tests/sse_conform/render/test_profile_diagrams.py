"""State diagrams are documents of Mermaid and pictures, whatever the kinds are called."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from sse_codec.ordering import Profile, load_profile, parse_profile, shipped_profiles
from sse_conform.profiles import diagrams
from sse_conform.render.profile import mermaid_text
from sse_conform.render.profile.svg import svg_text

STRANGE = (
    "a:b;c",
    "</script><b>",
    '"q"',
    "end",
    "%%{x}%%",
    "#35;",
    "-->",
    "é☃",
    "\\n",
    "`t`",
    "[*]",
    "state",
    "&amp;",
)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def strange() -> Profile:
    """A profile whose kinds and groups are called what means something elsewhere; a star may be in no name."""
    kinds = [kind.replace("*", "") for kind in STRANGE]
    listed = "".join(f"'{kind}' = ''\n" for kind in kinds)
    return parse_profile(
        f"profile = 'x'\n[kinds]\n{listed}[[framing]]\nname = 'f'\nkind = '/k'\n"
        f"[group]\n'}}' = ['end', 'a:b;c']\n[order]\ngrammar = '''{' '.join(kinds)} }}'''\n"
    )


LINE = re.compile(
    r"""\ *(
      stateDiagram-v2 | direction\ LR | \}
    | state\ "[\w\ ./,#;-]+"\ as\ \w+(\ \{)?
    | (\w+|\[\*\])\ -->\ (\w+|\[\*\])(\ :\ ([\w\ ./,;\#-]|<br/>)+)?
    | classDef\ \w+\ [\w:#,-]+
    | class\ \w+\ \w+
    )""",
    re.VERBOSE | re.ASCII,
)
"""What Mermaid 11 was seen to take."""


def looks_like_mermaid(text: str) -> None:
    lines = text.splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert text.count("{") == text.count("}")
    declared = re.findall(r'state ".*" as (\w+)', text)
    assert len(declared) == len(set(declared))
    used = {name for move in re.findall(r"(\S+) --> (\S+)", text) for name in move} - {"[*]"}
    assert used <= set(declared)


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_as_mermaid(name: str) -> None:
    profile = load_profile(name)
    text = mermaid_text(profile)
    looks_like_mermaid(text)
    moves = sum(len(diagram.edges) for diagram in diagrams(profile))
    assert len(re.findall(" --> .* : ", text)) == moves
    assert text.count("[*] --> ") == 1 + len(profile.tracks)


def test_strange_names_as_mermaid(strange: Profile) -> None:
    text = mermaid_text(strange)
    looks_like_mermaid(text)
    assert " : a#58;b#59;c\n" in text
    assert " : #233;#9731;\n" in text


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_as_a_picture(name: str) -> None:
    profile = load_profile(name)
    shown = {text.strip() for text in texts(svg_text(profile))}
    for diagram in diagrams(profile):
        assert {diagram.title, f"{diagram.title}: {diagram.grammar}"} & shown
        assert {state.name for state in diagram.states} <= shown
        assert {word for edge in diagram.edges for word in edge.words} <= shown


def test_strange_names_in_a_picture(strange: Profile) -> None:
    shown = {text.strip() for text in texts(svg_text(strange))}
    assert {kind.replace("*", "") for kind in STRANGE if kind not in ("end", "a:b;c")} <= shown
    assert "}: end, a:b;c" in shown


def test_a_picture_says_nothing_and_holds_nothing_from_elsewhere(capfd: pytest.CaptureFixture[str]) -> None:
    picture = svg_text(load_profile("anthropic-messages"))
    assert capfd.readouterr() == ("", "")
    assert not re.search(r"href=|url\(|<image|<script", picture)
