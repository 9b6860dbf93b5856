"""What stands in for the notebook's own installer: the kernel and `%pip` ask for it by this name."""

from micropip import install

__all__ = ["install"]
