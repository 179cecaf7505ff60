"""Make `.venv` from a bare python3 and keep it in step with the lock files: `make setup`.

    python3 scripts/setup.py [runtime|dev]

Installs what `requirements.txt` (or `requirements-dev.txt`) locks, by hash and as wheels only, then the project itself,
editable. A second run does nothing; a half-made or broken environment is mended. Standard library only, and written so
that a python3 too old for Backchannel (3.6) can still read it and say so.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"runtime": "requirements.txt", "dev": "requirements-dev.txt"}  # dev holds the whole of runtime
OLDEST = (3, 11)


def works(*command):
    """Whether the command is there and succeeds, without a word of its own."""
    try:
        return subprocess.call(command, cwd=str(ROOT), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def run(*command):
    """Run a command; its own words stand where it fails."""
    if subprocess.call(command, cwd=str(ROOT)) != 0:
        sys.exit(f"setup: `{' '.join(command)}` failed, for the reason above; mend that and run the same make again")


def restart_under_newer_python():
    """Run this script again under a Python that is new enough, if there is one on the PATH."""
    for minor in range(14, OLDEST[1] - 1, -1):
        path = shutil.which(f"python3.{minor}")
        if path and works(path, "-c", "import ensurepip, venv"):
            os.execv(path, [path] + sys.argv)  # noqa: RUF005 - one form for every Python
    version = sys.version.split()[0]
    sys.exit(
        f"setup: Backchannel needs Python 3.11 or newer, and {sys.executable} is {version}. "
        "Install a newer one, or name it: make setup PYTHON=/path/to/python3.12"
    )


def fingerprint(kind):
    """what the environment depends on, in one line: the lock file and the project's own description."""
    digest = hashlib.sha256()
    for name in (LOCKS[kind], "pyproject.toml", "scripts/setup.py"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def main(kind):
    """Bring the environment up to what the lock file says."""
    python = str(VENV / ("Scripts" if os.name == "nt" else "bin") / "python")
    stamp = VENV / f"backchannel-{kind}"
    if stamp.exists() and stamp.read_text() == fingerprint(kind) and works(python, "-c", "import backchannel, pip"):
        return
    began = time.time()
    if not works(python, "-m", "pip", "--version"):
        print(f"setup: making .venv with Python {sys.version.split()[0]}", flush=True)
        if not works(sys.executable, "-c", "import ensurepip, venv"):
            sys.exit("setup: this Python cannot make environments; on Debian or Ubuntu: apt install python3-venv")
        run(sys.executable, "-m", "venv", "--clear", str(VENV))
    for old in LOCKS:
        path = VENV / f"backchannel-{old}"
        if path.exists():
            path.unlink()
    print(f"setup: installing {LOCKS[kind]}, a minute or two the first time", flush=True)
    install = (python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq")
    run(*install, "--only-binary", ":all:", "--require-hashes", "--requirement", LOCKS[kind])
    run(*install, "--no-deps", "--no-build-isolation", "--editable", ".")
    # pip compiles what it installs but not what it only points at; some machines never write bytecode by themselves.
    run(python, "-m", "compileall", "-q", "graph", "loaders", "backchannel")
    for done in LOCKS if kind == "dev" else [kind]:
        (VENV / f"backchannel-{done}").write_text(fingerprint(done))
    print(f"setup: done in {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        restart_under_newer_python()
    main("dev" if sys.argv[1:] == ["dev"] else "runtime")
