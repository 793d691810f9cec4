"""The figures as one HTML page that needs nothing else."""

from importlib import resources

from ._figures import Figures


def html(figures: Figures) -> str:
    """The page. Whatever comes of streams is escaped, and the page loads nothing."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - figures need no page

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = "{:,}".format
    environment.filters["percent"] = "{:.1%}".format
    template = environment.from_string(
        resources.files("sse_conform.audit.page").joinpath("audit.html").read_text("utf-8")
    )
    return template.render(audit=figures)
