"""From the file of a profile to the profile: a wrong file is refused with its line, the key and a cure."""

from ._errors import ProfileError
from ._load import load_outline, load_profile, parse_profile, shipped_profiles
from ._outline import Outline

__all__ = [
    "Outline",
    "ProfileError",
    "load_outline",
    "load_profile",
    "parse_profile",
    "shipped_profiles",
]
