"""As much of micropip as is of use where nothing is fetched: what the program names was unpacked before its start."""

from importlib import metadata

NOT_ASKED = "NAME"


async def install(requirements, *_, **__):
    """Finds that they are there. The playground reads their names in the program's text."""
    for name in [requirements] if isinstance(requirements, str) else requirements:
        try:
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            raise ValueError(NOT_ASKED.replace("NAME", name)) from None
