"""Make the sample's briefing anew by the real analysis: `python -m briefing.sample`."""

from datetime import UTC, datetime

from briefing.contract import dumps
from briefing.pipeline import brief
from briefing.sample import HERE, article

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""When the shipped briefing says it was made: fixed, so that making it anew changes only what the analysis changed."""


def main() -> None:
    """Write `briefing.json` beside the article."""
    path = HERE / "briefing.json"
    path.write_text(dumps(brief(article(), at=MADE_AT), indent=2) + "\n", encoding="utf-8")
    print(f"{path.name}: made anew")


if __name__ == "__main__":
    main()
