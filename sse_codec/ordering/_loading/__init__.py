"""From the file of a profile to the profile: read once, refused with the line and the cure where it is wrong."""

from ._load import load_outline, load_profile, parse_profile, shipped_profiles
from ._outline import Outline

__all__ = ["Outline", "load_outline", "load_profile", "parse_profile", "shipped_profiles"]
