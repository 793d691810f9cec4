"""A profile for people and programs: in words, as JSON, and its state diagrams for Mermaid and as a picture."""

from .json import json_text
from .mermaid import mermaid_text
from .text import text_lines

__all__ = ["json_text", "mermaid_text", "text_lines"]
