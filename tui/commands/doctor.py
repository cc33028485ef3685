"""`readout doctor`: say what is wrong with the library, and repair it when told to."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stores import filesystem, library_directory
from tui.commands import calls
from tui.commands.output import complain, say_rows, say_value

if TYPE_CHECKING:
    from stores.doctor import Finding

SUMMARY = "say what is wrong with the library's files and what a repair would do"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("--repair", action="store_true", help="do it, after a copy of the whole library has been made")
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print where what is wrong and what repairs it, and return the exit status: 1 where damage is, or is left.

    As JSON {"library", "sound": bool, "findings": [{"where", "what", "repair", "damage": bool}]}; after a repair
    {"library", "sound", "copy", "done": [what was done], "findings": what is left}.
    """
    from stores.doctor import examine

    directory = library_directory(options.library)
    remark = filesystem.remark(directory)
    if remark is not None:
        complain(remark)
    findings = examine(directory)
    if options.repair and any(finding.repair for finding in findings):
        return _repair(directory, options.format)
    sound = _is_sound(findings)
    if options.format == "json":
        say_value({"library": str(directory), "sound": sound, "findings": [asdict(finding) for finding in findings]})
    else:
        _say_findings(findings)
        _say_whole(directory, sound=sound)
        if not sound and not options.repair:
            complain("'readout doctor --repair' does this, after a copy of the whole library has been made.")
    return 0 if sound else 1


def _repair(directory: Path, format: str) -> int:
    from stores.doctor import repair

    repaired = repair(directory, clock=lambda: datetime.now(UTC))
    sound = _is_sound(repaired.left)
    if format == "json":
        left = [asdict(finding) for finding in repaired.left]
        copy, done = str(repaired.copy), list(repaired.done)
        say_value({"library": str(directory), "sound": sound, "copy": copy, "done": done, "findings": left})
    else:
        say_rows(*((f"Done: {done}",) for done in repaired.done))
        _say_findings(repaired.left)
        _say_whole(directory, sound=sound)
        say_rows((f"The library as it was is in {repaired.copy}.",))
    return 0 if sound else 1


def _is_sound(findings: "Iterable[Finding]") -> bool:
    return not any(finding.damage for finding in findings)


def _say_findings(findings: "Iterable[Finding]") -> None:
    for finding in findings:
        say_rows((f"{'Damage' if finding.damage else 'Remark'}: {finding.where}: {finding.what}",))
        if finding.repair:
            say_rows(("", f"Repair: {finding.repair}"))


def _say_whole(directory: Path, *, sound: bool) -> None:
    say_rows((f"The library at {directory} is {'sound' if sound else 'damaged'}.",))
