"""A library on a network file system is told of: its locks may not hold between computers."""

import os
import sys
from pathlib import Path

import pytest
from briefings import a_briefing

from stores import Library, filesystem
from stores.filesystem import network, network_in

MOUNTS = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:41 / /home/ada/shared rw,relatime shared:12 - nfs4 server:/shared rw,vers=4.2
41 27 0:42 / /home/ada/over\040there rw,relatime - fuse.sshfs ada@elsewhere:/home rw
42 40 254:1 / /home/ada/shared/local rw,relatime - xfs /dev/vdb rw
43 27 0:43 / /mnt/c rw,relatime - 9p drvfs rw
44 27 0:44 / /media/stick rw,relatime - vfat /dev/sda1 rw
45 44 0:45 / /media/stick rw,relatime - cifs //server/stick rw
46 27 0:46 / /home/ada/docs rw,relatime - fuse.portal portal rw
a line that is none
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ada/.local/share/readout/library", None),
        ("/home/ada/shared", "nfs4"),
        ("/home/ada/shared/library", "nfs4"),
        ("/home/ada/shared-not", None),
        ("/home/ada/shared/local/library", None),
        ("/home/ada/over there/library", "sshfs"),
        ("/mnt/c/Users/ada", "9p"),
        ("/media/stick/library", "cifs"),
        ("/home/ada/docs/library", None),
        ("/", None),
    ],
)
def test_the_mount_nearest_the_directory_says_what_it_lies_on(path: str, kind: str | None) -> None:
    assert network_in(MOUNTS, path) == kind


def test_nothing_known_is_nothing_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystem, "_MOUNTS", tmp_path / "none")
    assert network(tmp_path) is None
    monkeypatch.setattr(sys, "platform", "darwin")
    assert network(tmp_path) is None
    assert network_in("", "/home") is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells its mounts in a file")
def test_a_library_there_has_a_remark_and_opens_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "there"
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        f"27 1 254:0 / / rw - ext4 /dev/vda rw\n28 27 0:9 / {os.path.realpath(there)} rw - nfs4 a:/b rw\n"
    )
    monkeypatch.setattr(filesystem, "_MOUNTS", mounts)
    with Library.open(tmp_path / "here") as here, Library.open(there / "library") as library:
        library.add(a_briefing())
        assert here.remark is None
        assert library.remark is not None
        assert "nfs4" in library.remark
        assert "\n" not in library.remark
