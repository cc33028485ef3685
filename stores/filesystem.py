"""Whether a directory lies on a network file system, where locks of one computer may not hold on another."""

import os
import re
import sys
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")

_NETWORK = frozenset((
    "9p", "afs", "auristorfs", "beegfs", "ceph", "cifs", "coda", "davfs", "fhgfs", "glusterfs", "gpfs", "kafs",
    "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "pvfs2", "smb2", "smb3", "smbfs", "wekafs",
    "ceph-fuse", "curlftpfs", "gcsfuse", "gvfsd-fuse", "mount.davfs", "orangefs-fuse", "rclone", "s3fs", "smbnetfs",
    "sshfs",
))  # fmt: skip
"""Types of file systems as Linux names them in mountinfo, those of FUSE without their `fuse.`."""


def network(path: Path) -> str | None:
    """Return the kind of the network file system on which `path` lies, or would lie: "nfs4", "cifs", "sshfs", …

    None where it lies on none, and where it cannot be told: anywhere but on Linux.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        mounts = os.fsdecode(_MOUNTS.read_bytes())
    except OSError:
        return None
    return network_in(mounts, os.path.realpath(path))


def network_in(mountinfo: str, path: str) -> str | None:
    """Return the kind of the network file system of the absolute `path`, from the text of mountinfo (proc(5))."""
    kind, longest = "", -1
    for line in mountinfo.split("\n"):
        mount, separator, source = line.partition(" - ")
        fields = mount.split(" ")
        if not separator or len(fields) < 6:
            continue
        point = _unescaped(fields[4])
        if len(point) >= longest and _holds(point, path):  # of two mounts in one place the later covers the earlier
            kind, longest = source.split(" ", 1)[0], len(point)
    kind = kind.removeprefix("fuse.")
    return kind if kind in _NETWORK else None


def _holds(point: str, path: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _unescaped(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def remark(directory: Path) -> str | None:
    """Return what the user should know of where the library in `directory` lies, as a sentence; None for nothing."""
    kind = network(directory)
    if kind is None:
        return None
    return (
        f"The library at {directory} lies on a network file system ({kind}), where the lock of one computer may not "
        "hold on another: let only one write to it at a time, or keep it on a local disk."
    )
