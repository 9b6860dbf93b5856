"""Where the kernel writes what its own installer would read."""
