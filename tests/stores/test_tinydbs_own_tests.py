"""TinyDB's own tests, from the source distribution of the installed version, pass on the journal but for six."""

import os
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

import pytest

FILES = ("test_tables.py", "test_tinydb.py", "test_operations.py")

EXPECTED_TO_FAIL = {
    # They ask whether an answer is kept for the next time: it would outlive the change of another process, so none is.
    "test_tables.test_query_cache",
    "test_tables.test_query_cache_size",
    "test_tables.test_lru_cache",
    "test_tinydb.test_search",
    "test_tinydb.test_search_path",
    # It asks for the names of TinyDB's own classes.
    "test_tables.test_table_repr",
}

CONFTEST = """
import pytest
from stores.journal import JournalStorage, JournalTable
from tinydb import TinyDB

class Database(TinyDB):
    table_class = JournalTable

@pytest.fixture
def db(tmp_path):
    with Database(tmp_path / "library", storage=JournalStorage) as database:
        database.drop_tables()
        database.insert_multiple({"int": 1, "char": letter} for letter in "abc")
        yield database
"""

BUILD_BACKEND = '''
"""Answers pip, which will not hand out a source distribution before it knows what is in it, without building it."""
import email, pathlib, shutil

def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    said = email.message_from_string(pathlib.Path("PKG-INFO").read_text(encoding="utf-8"))
    info = pathlib.Path(metadata_directory, f"{said['Name']}-{said['Version']}.dist-info")
    info.mkdir()
    shutil.copy("PKG-INFO", info / "METADATA")
    return info.name
'''


@pytest.fixture
def own_tests(pytestconfig: pytest.Config, tmp_path: Path) -> Path:
    """The folder with TinyDB's tests, as its authors wrote them, with a conftest that hands them our storage."""
    assert pytestconfig.cache is not None
    archive = pytestconfig.cache.mkdir("tinydb") / f"tinydb-{version('tinydb')}.tar.gz"
    if not archive.exists():
        shutil.copy(downloaded(tmp_path), archive)
    with tarfile.open(archive) as distribution:
        distribution.extractall(tmp_path / "source", filter="data")
    folder = tmp_path / "own"
    folder.mkdir()
    for name in FILES:
        shutil.copy(tmp_path / "source" / archive.name.removesuffix(".tar.gz") / "tests" / name, folder)
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "pytest.ini").write_text("[pytest]\n")
    return folder


def downloaded(directory: Path) -> Path:
    """Let pip fetch the source distribution: first without what it would build it with, which takes it long to get."""
    backend = directory / "backend" / "hatchling"
    backend.mkdir(parents=True)
    (backend / "__init__.py").touch()
    (backend / "build.py").write_text(BUILD_BACKEND)
    wanted = ["--no-deps", "--no-binary", ":all:", "--dest", str(directory / "pip"), f"tinydb=={version('tinydb')}"]
    pip = [sys.executable, "-m", "pip", "--quiet", "--retries", "1", "--timeout", "20", "download"]
    for further in (["--no-build-isolation"], []):
        environment = os.environ | ({"PYTHONPATH": str(backend.parent)} if further else {})
        done = subprocess.run([*pip, *further, *wanted], env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return next((directory / "pip").iterdir())
    pytest.skip(f"pip cannot get the source distribution of TinyDB: {done.stderr.strip().splitlines()[-1]}")


def test_all_of_tinydbs_own_tests_pass_but_those_named_above(own_tests: Path) -> None:
    report = own_tests / "report.xml"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", str(own_tests)],
        cwd=own_tests,
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.exists(), done.stdout + done.stderr
    cases = list(ElementTree.parse(report).iter("testcase"))
    failed = {f"{case.get('classname')}.{case.get('name')}" for case in cases if len(case)}
    assert failed == EXPECTED_TO_FAIL, done.stdout
    assert len(cases) > 80
