"""The built-in sample: shipped, real, and read without the analysis."""

import json
import subprocess
import sys

from briefing import sample
from briefing.contract import to_json
from briefing.pipeline import brief
from briefing.sample.__main__ import MADE_AT


def test_the_shipped_briefing_is_what_the_analysis_gives() -> None:
    made = to_json(brief(sample.article(), at=MADE_AT))
    assert made == to_json(sample.briefing()), "run: python -m briefing.sample"


def test_the_shipped_file_is_indented_json_of_the_contract() -> None:
    shipped = (sample.HERE / "briefing.json").read_text(encoding="utf-8")
    assert shipped == json.dumps(json.loads(shipped), ensure_ascii=False, indent=2) + "\n"


def test_the_samples_article_is_that_of_its_briefing() -> None:
    article, briefing = sample.article(), sample.briefing()
    assert briefing.id == article.id == article.sha256[:8]
    assert briefing.article.text == article.text
    assert (article.source, article.title, article.language) == ("sample", None, None)


def test_the_sample_is_read_without_the_analysis() -> None:
    code = "import sys; from briefing import sample; sample.briefing(); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not [name for name in done.stdout.split() if name.startswith(("briefing.analysis", "briefing.pipeline"))]
