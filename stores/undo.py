"""Taking back the changes of this session, one by one, and never one that somebody else has changed since."""

from dataclasses import dataclass

from stores.errors import LibraryError
from stores.records import Record


@dataclass(frozen=True, slots=True)
class Step:
    """A change that was made: `words` say what is so again without it.

    `before` and `after` are the whole record, None where none is kept; with `follow_up` only that follow-up of it
    was changed.
    """

    words: str
    id: str
    before: Record | None
    after: Record | None
    follow_up: str | None = None


def without(step: Step, current: Record | None) -> Record | None:
    """Return the record as it is without the change, None for no record.

    Raises LibraryError when what the step changed is no longer as the step left it.
    """
    if step.follow_up is None:
        if current != step.after:
            raise _changed_since()
        return step.before
    if current is None or step.before is None or step.after is None:
        raise _changed_since()
    overlays = dict(current["follow_ups"])
    if overlays.pop(step.follow_up) != step.after["follow_ups"][step.follow_up]:
        raise _changed_since()
    earlier = step.before["follow_ups"].get(step.follow_up)
    return current | {"follow_ups": overlays if earlier is None else overlays | {step.follow_up: earlier}}


def _changed_since() -> LibraryError:
    return LibraryError("This was changed elsewhere since, so it stays as it is.")
