"""What must never reach a terminal from outside: written out here, so that the tests do not trust the code for it."""

import re

# C0 but the line feed, DELETE, C1; bidirectional controls and invisible characters; line and paragraph separators;
# interlinear and tag characters; lone surrogates.
ACTING = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)
