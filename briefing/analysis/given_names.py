"""Given names: by which pronoun news speaks of those who bear one."""

from briefing.analysis.lexicon import sections


def given_gender(given: str) -> str | None:
    """Return "he" or "she" where a given name tells which; "either" where both bear it; None where it is not known."""
    low = given.casefold().split("-")[0]
    return next((gender for gender in ("he", "she", "either") if low in sections("given_names.txt")[gender]), None)
