"""`sse-conform audit run`: rows for the streams of folders, object stores and tables."""

import os
import sys
from collections import Counter
from typing import Any, Final

import click

from ...render import count
from .._exit import Exit
from .._options import max_event_size_option, selection_options
from .._output import complain
from .._progress import watch
from ._extra import ended

_SHOWN: Final = 3
"""Reasons why streams could not be checked that are told; the rows have all."""
HELP = """\
Check every stream of INPUTS, and write a row for each.

INPUTS are files and folders of captures, on this machine or in an object store (s3://, gs://, abfs://), in every format that
`sse-conform check` reads. With --body they are tables, Parquet files and JSON lines, with a stream in each row.

OUT is a folder, or an address in a store, that is new or has an audit of the same inputs. What was done before a stop is not
done again. Below it `streams/` has the rows as Parquet, in parts; `sse-conform audit report` makes a page of them.

\b
Exit codes:
  0    every stream was checked, whatever was found
  2    wrong usage, an input that cannot be read, or streams that could not be checked
  130  interrupted; start it again to go on
"""


@click.command(help=HELP)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUTS...")
@click.option("-o", "--output", required=True, metavar="OUT", help="Where the rows go.")
@click.option("--body", metavar="COLUMN", help="INPUTS are tables, and this column has the streams.")
@click.option("--id", "id_", metavar="COLUMN", help="The column that names each stream.")
@click.option(
    "--head",
    metavar="COLUMN",
    help="The column with the response heads: structs of version, status and headers.",
)
@click.option("--profile-column", metavar="COLUMN", help="The column that names the profile of each stream.")
@click.option(
    "--tag", "tags", multiple=True, metavar="COLUMN", help="A column that becomes a tag of its stream."
)
@click.option(
    "--path-tags",
    default="",
    metavar="PATTERN",
    help="Tags from the path, as in '{model}/{day}/*.sse'. Folders such as model=x are tags anyway.",
)
@click.option("--partition-by", metavar="TAG", help="Put the rows in a folder for each value of this tag.")
@click.option(
    "--since", type=click.DateTime(), metavar="DATE", help="Only objects that changed since then (UTC)."
)
@click.option(
    "--sample",
    type=click.FloatRange(min=0, min_open=True, max=1),
    default=1.0,
    metavar="SHARE",
    help="Check this share of the streams, chosen by their names: the same in every run.",
)
@click.option(
    "--profile",
    default="auto",
    show_default=True,
    metavar="NAME|FILE|auto|none",
    help="Order of events to check.",
)
@selection_options
@max_event_size_option
@click.option(
    "--max-body",
    type=click.IntRange(min=1),
    metavar="BYTES",
    help="What a body in a table may hold.  [default: 64 MiB]",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Tasks at a time.  [default: one for each processor]",
)
@click.option("--ray", metavar="ADDRESS", help="Run on this cluster of Ray instead of this machine.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what could not be checked.")
def run(**options: Any) -> Exit:
    return ended(lambda: _run(**options))


def _run(
    *,
    inputs: tuple[str, ...],
    output: str,
    body: str | None,
    id_: str | None,
    head: str | None,
    profile_column: str | None,
    tags: tuple[str, ...],
    path_tags: str,
    partition_by: str | None,
    since: Any,
    sample: float,
    profile: str,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    max_event_size: int | None,
    max_body: int | None,
    workers: int | None,
    ray: str | None,
    quiet: bool,
) -> Exit:
    from ...audit import MAX_BODY, Audit, Columns, Options, Store, planned, run_tasks, sums  # noqa: PLC0415

    if body is None and (id_ or head or profile_column or tags):
        raise click.UsageError(
            "--id, --head, --profile-column and --tag are for tables: name the column of the streams by --body"
        )
    if os.path.isfile(profile):
        with open(profile, encoding="utf-8") as file:
            profile = file.read()
    audit = Audit(
        tuple(Store(address) for address in inputs),
        Store(output),
        Options(profile, select, extend_select, ignore, max_event_size, None, max_body or MAX_BODY),
        Columns(body, id_, head, profile_column, tags) if body is not None else None,
        path_tags,
        sample,
        partition_by,
    )
    plan = planned(audit, since=since)
    if not quiet and plan.done:
        complain(
            f"{len(plan.done):,} of {count(len(plan.tasks), 'task')} done before; going on with the others"
        )
    progress = watch(not quiet and sys.stderr.isatty(), len(plan.tasks), things=True)
    done = [*plan.done.values()]
    with progress.watching():
        progress.advance(len(done))
        for note in run_tasks(audit, plan, workers=workers or os.cpu_count() or 1, ray=ray):
            done.append(note)
            progress.source(f"{note['counts'].get('streams', 0):,} streams")
            progress.advance(1)
    return _told(*sums(done), audit.output.name, quiet)


def _told(
    counts: Counter[str], skipped: Counter[str], problems: Counter[str], output: str, quiet: bool
) -> Exit:
    """Say what came of all tasks."""
    if skipped and not quiet:
        which = ", ".join(f"{number:,} {reason}" for reason, number in skipped.most_common(5))
        complain(f"passed over {skipped.total():,} that are no event streams: {which}")
    if not counts["streams"]:
        complain("nothing was checked: there is no event stream in the inputs")
        return Exit.UNUSABLE
    checked = counts["streams"] - counts["problems"]
    if checked and not quiet:
        amount = f"{count(counts['events'], 'event')}, {count(counts['bytes'], 'byte')}"
        click.echo(
            f"Checked {count(checked, 'stream')} ({amount}): {counts['faulty']:,} with errors. "
            f"The rows are in {output}."
        )
    if counts["problems"]:
        complain(f"{count(counts['problems'], 'stream')} could not be checked; the column problem says why:")
        for reason, number in problems.most_common(_SHOWN):
            complain(f"  {number:,}: {reason}")
        if len(problems) > _SHOWN:
            complain("  and others")
        if not checked:
            complain(f"nothing was checked; another start needs another folder than {output}")
        return Exit.UNUSABLE
    return Exit.CLEAN
