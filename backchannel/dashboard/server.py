"""Starts the dashboard from any folder, with the configuration that lies beside its script."""

from __future__ import annotations

import os
from importlib.resources import files

#: The script that Streamlit runs.
DOOR = files("backchannel.dashboard") / "door" / "app.py"


def serve(uri: str, *, port: int = 8501, address: str = "localhost", open_browser: bool = True) -> None:
    """Serve the dashboard of the store at `uri` until it is interrupted.

    `address` is what the server listens on; "0.0.0.0" lets other machines in. Streamlit takes over signals, so call it
    from the main thread.
    """
    from streamlit.web import cli

    from backchannel.dashboard.ahead import open_ahead

    open_ahead(uri)
    os.environ["BACKCHANNEL_STORE"] = uri
    options = {
        "server.port": port,
        "server.address": address,
        "server.headless": "false" if open_browser else "true",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    cli.main(["run", str(DOOR), *flags], standalone_mode=False)
