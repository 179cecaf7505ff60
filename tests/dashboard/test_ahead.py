"""A store that is opened before the first reader comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from backchannel.dashboard.ahead import open_ahead, opened_ahead


def test_it_is_given_once(tmp_path: Path) -> None:
    uri = str(tmp_path / "story.kgl")
    open_ahead(uri)
    store = opened_ahead(uri)
    assert store is not None
    store.close()
    assert opened_ahead(uri) is None


def test_what_cannot_be_opened_is_left_to_the_first_reader(tmp_path: Path) -> None:
    broken = tmp_path / "broken.kgl"
    broken.write_bytes(b"no store")
    open_ahead(str(broken))
    assert opened_ahead(str(broken)) is None


def test_streamlit_is_not_imported_before_it_runs() -> None:
    code = "import sys, backchannel.dashboard.ahead; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
