"""The page in Chromium: it loads nothing, runs nothing of a stranger, fits a narrow screen, and a long stream opens at once."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from .chromium import Chromium, browser, chromium
from .paging import capture, long_answer, page
from .test_page import BROKEN, EVIL, HEAD

PROGRAM = chromium()


@pytest.fixture(scope="module")
def view() -> Iterator[Chromium]:
    if PROGRAM is None:
        pytest.skip("NOT RUN: Chromium is not installed")
    with browser(PROGRAM) as view:
        yield view


def written(folder: Path, text: str) -> Path:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    return path


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_hostile_data_does_nothing(
    view: Chromium, tmp_path: Path, width: int, scheme: str, script: bool
) -> None:
    evil = EVIL.encode("utf-8", "surrogatepass")
    body = b"event: %s\nid: %s\ndata: {%s\n\n%s: x\n: %s\n\n" % ((evil,) * 5)
    text = page(
        capture(EVIL, [(0.1, body * 3)], HEAD, notes=(EVIL,)),
        capture("b", [(0.1, body)]),
        keeps_contents=True,
    )
    view.open(written(tmp_path, text), width=width, scheme=scheme, script=script)
    assert view.requests() == []
    assert view.complaints() == []
    if script:
        assert (
            view.value("document.querySelectorAll('script, img, iframe, object, [onload], [onerror]').length")
            == 1
        )
        assert view.value("document.documentElement.scrollWidth") <= width


def test_light_and_dark_are_those_of_the_reader(view: Chromium, tmp_path: Path) -> None:
    path = written(tmp_path, page(capture("a", [BROKEN])))
    colors = []
    for scheme in ("light", "dark"):
        view.open(path, scheme=scheme)
        colors.append(view.value("getComputedStyle(document.body).backgroundColor"))
    assert colors == ["rgb(255, 255, 255)", "rgb(21, 23, 27)"]


CONTRAST = """(() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => { const [r, g, b] = parts(color).map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const behind = (at) => { for (; at; at = at.parentElement) { const c = getComputedStyle(at).backgroundColor; if (parts(c)[3] !== 0) return c; } return "rgb(255,255,255)"; };
  const low = [];
  for (const at of document.querySelectorAll("body *:not(svg *):not(script)")) {
    if (![...at.childNodes].some((each) => each.nodeType === 3 && each.data.trim()) || !at.getClientRects().length) continue;
    const [one, other] = [light(getComputedStyle(at).color), light(behind(at))].sort((a, b) => b - a);
    const ratio = (one + .05) / (other + .05);
    if (ratio < 4.5) low.push(`${at.tagName}.${at.className}: ${ratio.toFixed(2)}`);
  }
  return low;
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_enough_to_be_read(view: Chromium, tmp_path: Path, scheme: str) -> None:
    body = BROKEN + b"dta: x\n\ndata: a\0b\n\nid: 1\nid: 2\ndata: c\n\ndata: cut"
    view.open(
        written(
            tmp_path,
            page(capture("a", [(0.1, body)], HEAD), capture("b", [(0.3, BROKEN)]), keeps_contents=True),
        ),
        scheme=scheme,
    )
    assert view.value(CONTRAST) == []


def test_landmarks_headings_and_names_are_there(view: Chromium, tmp_path: Path) -> None:
    view.open(written(tmp_path, page(capture("a", [(0.1, BROKEN)], HEAD), capture("b", [BROKEN]))))
    levels = view.value("[...document.querySelectorAll('h1,h2,h3,h4')].map((each) => +each.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert view.value("document.querySelectorAll('main, header, footer, nav').length") == 4
    assert view.value(
        "[...document.querySelectorAll('svg')].every((each) => each.getAttribute('aria-label'))"
    )
    assert view.value(
        "[...document.querySelectorAll('.wide')].every((each) => each.tabIndex === 0 && each.getAttribute('aria-label'))"
    )
    assert view.value("[...document.querySelectorAll('input')].every((each) => each.labels.length)")


def test_search_and_filter(view: Chromium, tmp_path: Path) -> None:
    view.open(
        written(tmp_path, page(capture("a", [BROKEN + b"dta: x\n\n"]), capture("b", [b"data: needle\n\n"])))
    )
    view.value(
        "document.getElementById('words').value = 'NEEDLE'; document.querySelector('form').requestSubmit()"
    )
    assert view.value(
        "[...document.querySelectorAll('[data-find]:not(.missed)')].map((each) => each.textContent.includes('needle'))"
    ) == [True]
    assert view.value("document.getElementById('told').textContent").startswith("1 of ")
    visible = "[...document.querySelectorAll('.card.error')].filter((each) => each.checkVisibility()).length"
    view.value("document.getElementById('words').value = ''; document.querySelector('form').requestSubmit()")
    assert view.value(visible) > 0
    view.value("document.getElementById('no-error').click()")
    assert view.value(visible) == 0
    view.value("document.getElementById('only-found').click()")
    assert view.value(
        "[...document.querySelectorAll('section.capture')].map((each) => each.checkVisibility())"
    ) == [True, False]


def test_a_folded_row_opens_when_a_link_leads_there(view: Chromium, tmp_path: Path) -> None:
    body = b"".join(b"data: %d\n\n" % number for number in range(400)) + b"data: a\0b\n\n"
    view.open(written(tmp_path, page(capture("a", [body]))))
    assert view.value("document.querySelector('tr.found').checkVisibility()") is False
    view.value("document.querySelector('.card a[href^=\"#c1-e\"]').click()")
    view.value("new Promise((done) => setTimeout(done, 100))")
    assert view.value("document.querySelector('details:has(tr.found)').open") is True


def test_it_prints(view: Chromium, tmp_path: Path) -> None:
    view.open(written(tmp_path, page(capture("a", [BROKEN], HEAD))))
    assert view.pdf().startswith(b"%PDF-")


@pytest.mark.unmeasured
def test_the_page_of_a_long_stream_stays_small(view: Chromium, tmp_path: Path) -> None:
    # Beyond this length the page stays as it is: the rows have taken their room. million.py measures how soon a million open.
    text = page(capture("long", long_answer(60_000), fidelity="timed"))
    for width in (1280, 390):
        view.open(written(tmp_path, text), width=width)
    assert view.value("document.querySelectorAll('*').length") < 60_000
    assert view.value("document.querySelectorAll('.card').length") == text.count("<article ")
    assert view.value(
        "[...document.querySelectorAll('a[href^=\"#\"]')].every((each) => document.getElementById(each.hash.slice(1)))"
    )
