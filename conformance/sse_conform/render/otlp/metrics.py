"""Metrics of timed streams: a histogram for each name, with a data point for each set of attributes."""

import json
from collections.abc import Iterator
from typing import Any, Final

import attrs

from ...finding import Finding
from ...report import Report
from ...trace import DURATIONS, Recording, Spread, Times, Trace
from .._base import Renderer
from .._totals import Totals

VERSION: Final = "1.41.0"
"""Of the semantic conventions. Those who made 1.42 and later moved these metrics to a repository of their own."""
_FIRST_TOKEN: Final = (
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
)  # fmt: skip
"""Bounds of `gen_ai.server.time_to_first_token`, in seconds."""
_DELTA: Final = 1
"""The values are those of this run alone."""
_CALLS: Final = {
    "a2a": ("invoke_agent", "a2a"),
    "ag-ui": ("invoke_agent", "ag-ui"),
    "anthropic-messages": ("chat", "anthropic"),
    "ciniterflow": ("chat", "ciniterflow"),
    "cohere-v2": ("chat", "cohere"),
    "dify": ("chat", "dify"),
    "flowise": ("chat", "flowise"),
    "gemini": ("generate_content", "gcp.gemini"),
    "langgraph": ("invoke_agent", "langgraph"),
    "openai-assistants": ("invoke_agent", "openai"),
    "openai-chat": ("chat", "openai"),
    "openai-compatible": ("chat", "openai"),
    "openai-completions": ("text_completion", "openai"),
    "openai-responses": ("chat", "openai"),
}
"""Operation and provider by profile. Where the conventions have no value, the name of the profile stands for the provider."""
_FAILED: Final = frozenset({"failed", "cut", "truncated", "aborted"})
_Labels = tuple[tuple[str, str], ...]


@attrs.frozen
class _Metric:
    description: str
    bounds: tuple[float, ...]


_METRICS: Final = {
    "gen_ai.client.operation.duration": _Metric("From the request to the last chunk.", DURATIONS),
    "gen_ai.client.operation.time_to_first_chunk": _Metric("From the request to the first chunk.", DURATIONS),
    "gen_ai.client.operation.time_per_output_chunk": _Metric("From one chunk to the next.", DURATIONS),
    "gen_ai.server.time_to_first_token": _Metric(
        "From the request to the first event of the kind that came most often, as the client saw it; of streams that did not fail.",
        _FIRST_TOKEN,
    ),
}


class OtlpRenderer(Renderer):
    """One request to export metrics, at the end.

    :param recording: the recording of the streams while they are checked.
    """

    def __init__(
        self,
        *,
        recording: Recording,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self._recording = recording
        self._now = str(recording.settings.now)
        self._values: dict[str, dict[_Labels, Spread]] = {name: {} for name in _METRICS}

    def finding(self, finding: Finding) -> Iterator[str]:
        """Nothing: metrics have no place for it."""
        yield from ()

    def capture(self, report: Report) -> Iterator[str]:
        """Count a stream that has times."""
        trace = self._recording.take()
        if trace is not None and trace.times is not None and report.sniffed is None:
            self._add(report, trace, trace.times)
        yield from ()

    def end(self, totals: Totals) -> Iterator[str]:
        """The metrics; none where no stream had times."""
        metrics = [self._metric(name, points) for name, points in self._values.items() if points]
        scope = {
            "scope": {"name": "sse-conform"},
            "metrics": metrics,
            "schemaUrl": f"https://opentelemetry.io/schemas/{VERSION}",
        }
        value: dict[str, Any] = {
            "resourceMetrics": [{"resource": {}, "scopeMetrics": [scope]}] if metrics else []
        }
        yield json.dumps(value, indent=2) + "\n"

    def _add(self, report: Report, trace: Trace, times: Times) -> None:
        has_failed = report.outcome in _FAILED
        labels = _labels(report, trace)
        ended = (*labels, ("error.type", report.outcome)) if has_failed else labels
        self._spread("gen_ai.client.operation.duration", ended).add(times.last)
        self._spread("gen_ai.client.operation.time_to_first_chunk", labels).add(times.first)
        if times.between.count:
            self._spread("gen_ai.client.operation.time_per_output_chunk", labels).include(times.between)
        output = trace.output
        if output is not None and output.first is not None and not has_failed:
            self._spread("gen_ai.server.time_to_first_token", labels).add(output.first)

    def _spread(self, name: str, labels: _Labels) -> Spread:
        return self._values[name].setdefault(labels, Spread.of(_METRICS[name].bounds))

    def _metric(self, name: str, points: dict[_Labels, Spread]) -> dict[str, Any]:
        return {
            "name": name,
            "description": _METRICS[name].description,
            "unit": "s",
            "histogram": {
                "aggregationTemporality": _DELTA,
                "dataPoints": [self._point(labels, spread) for labels, spread in points.items()],
            },
        }

    def _point(self, labels: _Labels, spread: Spread) -> dict[str, Any]:
        """A data point; numbers of 64 bits are strings, as the JSON of protobuf has them."""
        return {
            "attributes": [{"key": key, "value": _any_value(key, value)} for key, value in labels],
            "startTimeUnixNano": self._now,
            "timeUnixNano": self._now,
            "count": str(spread.count),
            "sum": spread.sum,
            "bucketCounts": [str(number) for number in spread.counts],
            "explicitBounds": list(spread.bounds),
            "min": spread.least,
            "max": spread.most,
        }


def _any_value(key: str, value: str) -> dict[str, str]:
    return {"intValue" if key == "server.port" else "stringValue": value}


def _labels(report: Report, trace: Trace) -> _Labels:
    operation, provider = _CALLS.get(report.profile or "", ("chat", report.profile or "unknown"))
    labels = [("gen_ai.operation.name", operation), ("gen_ai.provider.name", provider)]
    if trace.model:
        labels.append(("gen_ai.response.model", trace.model))
    return (*labels, *trace.server)
