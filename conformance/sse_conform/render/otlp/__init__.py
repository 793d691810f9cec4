"""Times of streams as metrics in the names of OpenTelemetry for generative AI, as OTLP in JSON.

The names are those of the semantic conventions 1.41.0, in which they are in development.
"""

from .metrics import OtlpRenderer

__all__ = ["OtlpRenderer"]
