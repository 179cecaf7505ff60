"""How fast `backchannel query` answers on a small embedded store, beside `python -c "import kglite"`.

The two run in turns, each as a new process. The aim is 3 times at most; the ratio of the medians counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 31
ROOT = Path(__file__).resolve().parent.parent
PROGRAM = str(Path(sys.executable).parent / "backchannel")
QUERY = "MATCH (a:Person)-[r:MET]-(b:Person) WHERE r.modality = 'asserted' RETURN a.name, b.name, r.date"


def seconds(*command: str) -> float:
    """How long the command takes."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "bench.kgl")
        subprocess.run(
            [PROGRAM, "load", str(ROOT / "data" / "articles"), "--store", store], check=True, capture_output=True
        )
        commands = {
            'python -c "import kglite"': (sys.executable, "-c", "import kglite"),
            "query --format json": (PROGRAM, "query", QUERY, "--store", store, "--format", "json"),
            "query --format table": (PROGRAM, "query", QUERY, "--store", store),
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(seconds(*command))
    base = statistics.median(times['python -c "import kglite"'])
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(
            f"{name:28} median {middle * 1000:6.1f} ms   best {min(taken) * 1000:6.1f} ms   {middle / base:4.2f} times"
        )


if __name__ == "__main__":
    main()
