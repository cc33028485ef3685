"""What all tests share: the material beside the checkout, and a home of their own."""

import gc
import os
from pathlib import Path

import pytest

# Where Python writes no bytecode, each of some 600 commands run as a process would compile Readout anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every look for garbage, and look less often: it took a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a test by the beginning of what it is given: ten megabytes went between processes as the name of one."""
    return f"{ascii(val[:60])[1:-1]}…" if isinstance(val, str) and len(val) > 200 else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the checkout: seed article, corpus, hostile strings."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder 'shared' beside the checkout, which is not here")
    return SHARED


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or writes the developer's own library, configuration or terminal settings."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "READOUT_LIBRARY", "NO_COLOR", "TMUX"):
        monkeypatch.delenv(name, raising=False)
