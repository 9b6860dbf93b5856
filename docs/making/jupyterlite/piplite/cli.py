"""What `%pip` means."""


async def get_transformed_code(given: list[str]) -> str:
    """Return the code that a line with `%pip` stands for, given its words."""
    wanted = [word for word in given if word != "install" and not word.startswith("-")]
    return f"await __import__('piplite').install({wanted})\n"
