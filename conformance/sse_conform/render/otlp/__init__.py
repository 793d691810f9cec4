"""Times of streams as metrics in the names of OpenTelemetry for generative AI, as OTLP in JSON.

The names come from the semantic conventions 1.41.0, which call them "in development".
"""

from .metrics import OtlpRenderer

__all__ = ["OtlpRenderer"]
