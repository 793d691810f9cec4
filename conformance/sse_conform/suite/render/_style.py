"""The looks of the page: quiet where all is well, colour and a letter where it is not, in light and in dark."""

STYLE = """
:root { color-scheme: light dark; --line: #8885; --soft: #8881; --page: #fff; --words: #1c1e21; --dim: #667;
  --good: #2a7d4f; --bad: #b3261e; --warn: #8a5a00; --odd: #5b4bb5; --on: #fff }
@media (prefers-color-scheme: dark) { :root { --page: #16181c; --words: #e4e6ea; --dim: #9aa0aa;
  --good: #6cc394; --bad: #ff8a80; --warn: #e8b35a; --odd: #b3a7ff; --on: #16181c } }
body { margin: 2rem auto; max-width: 90rem; padding: 0 1.5rem; background: var(--page); color: var(--words);
  font: 15px/1.5 system-ui, sans-serif }
h1, h2, h3 { line-height: 1.2 } h2 { margin-top: 2.5rem } h3 { margin: 1rem 0 .4rem; font-size: 1rem }
small { color: var(--dim); font-weight: normal }
.wide { overflow-x: auto; max-width: max-content }
table { border-collapse: separate; border-spacing: 0 }
th, td { border-bottom: 1px solid var(--line); padding: .1rem .5rem; text-align: center }
th { font-weight: normal; text-align: left; white-space: nowrap }
th:first-child { position: sticky; left: 0; background: var(--page); padding-right: 1.5rem }
thead th { vertical-align: bottom } thead th:first-child { color: var(--dim) }
th.name { padding: .4rem .3rem; text-align: center }
th.name span { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; font-weight: 600 }
tr.topic th, tr.topic td { padding-top: 1rem }
:is(tr.topic, tr.total) > * { font-weight: 600; white-space: nowrap }
:is(tr.topic, tr.total) td { font-size: .85rem; color: var(--dim) }
tbody tr:not(.topic):hover > td { background: var(--soft) }
td { min-width: 2.6rem } td a { display: block; color: inherit; text-decoration: none } td a:hover { text-decoration: underline }
.passed { color: var(--good) } .not-applicable, .skipped { color: var(--dim) }
.failed, .errored, .stale { background: var(--bad); color: var(--on); font-weight: 700 }
.advice, .known { color: var(--bad); font-weight: 700 } .lenient { color: var(--warn); font-weight: 700 }
tbody tr:hover > td:is(.failed, .errored, .stale) { background: var(--bad) }
ul.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; padding: 0; list-style: none }
ul.legend span, h3 span { display: inline-block; min-width: 1.5em; border-radius: .2em; text-align: center }
body:has(#some:checked) tr.same { display: none }
.partial { color: var(--bad); font-weight: 600 }
details { border-bottom: 1px solid var(--line); padding: .4rem 0; scroll-margin-top: 1rem }
details:target { background: var(--soft) } summary { cursor: pointer } summary code { font-weight: 600 }
@media (max-width: 50rem) { body { margin: 1rem auto; padding: 0 .6rem } th, td { padding: .1rem .2rem }
  tbody th:first-child { max-width: 45vw; white-space: normal; overflow-wrap: anywhere; padding-right: .6rem }
  td { min-width: 2.1rem } }
pre { margin: 0; padding: .6rem .8rem; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere;
  font: 13px/1.5 ui-monospace, monospace }
"""
