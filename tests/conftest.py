"""What all tests share: the material beside the checkout, and a home of their own."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


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
