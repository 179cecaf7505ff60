"""What a stranger meets first: make targets, containers, lock files, and a README that names what there is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.backchannel.test_cli import commands

ROOT = Path(__file__).resolve().parent.parent
TARGETS = ("setup", "demo", "test", "lint", "bench", "screenshots", "evaluate", "frontend", "train", "lock")


class TestMake:
    @pytest.mark.parametrize("target", TARGETS)
    def test_every_target_is_there_and_is_explained(self, target: str) -> None:
        makefile = (ROOT / "Makefile").read_text()
        assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE)
        assert subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=False).returncode == 0

    def test_the_scripts_that_targets_run_are_there(self) -> None:
        makefile = (ROOT / "Makefile").read_text()
        for script in re.findall(r"scripts/\w+\.py", makefile):
            assert (ROOT / script).exists(), script
        assert list((ROOT / "benchmarks").glob("bench_*.py"))

    def test_ci_runs_every_test_and_leaves_none_out(self) -> None:
        script = (ROOT / ".ci" / "run").read_text()
        assert "BACKCHANNEL_TEST_REQUIRE=neo4j,browser make test" in script
        assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
        assert subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=False).returncode == 0


class TestSetup:
    """`scripts/setup.py` in a folder of its own, with a pip that notes what it is asked."""

    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        (tmp_path / "scripts").mkdir()
        shutil.copy(ROOT / "scripts" / "setup.py", tmp_path / "scripts" / "setup.py")
        for name in ("requirements.txt", "requirements-dev.txt"):
            (tmp_path / name).write_text("")
        (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
        packages = tmp_path / ".venv" / "bin"
        packages.mkdir(parents=True)
        (packages / "python").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\n')
        (packages / "python").chmod(0o755)
        return tmp_path

    def _run(self, project: Path, kind: str = "runtime") -> list[str]:
        (project / "calls").write_text("")
        done = subprocess.run(
            [sys.executable, "scripts/setup.py", kind], cwd=project, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return [call for call in (project / "calls").read_text().splitlines() if " install " in call]

    def test_it_installs_by_hash_and_then_does_nothing(self, project: Path) -> None:
        first = self._run(project)
        assert "--require-hashes --requirement requirements.txt" in first[0]
        assert "--no-deps" in first[1]
        assert self._run(project) == []

    def test_a_changed_lock_file_is_installed(self, project: Path) -> None:
        self._run(project)
        (project / "requirements.txt").write_text("# changed\n")
        assert len(self._run(project)) == 2

    def test_what_tests_need_holds_the_runtime_too(self, project: Path) -> None:
        assert "requirements-dev.txt" in self._run(project, "dev")[0]
        assert self._run(project) == []

    def test_a_broken_environment_is_made_anew(self, project: Path) -> None:
        python = project / ".venv" / "bin" / "python"
        self._run(project)
        python.unlink()
        done = subprocess.run(
            [sys.executable, "scripts/setup.py"], cwd=project, capture_output=True, text=True, check=False
        )
        assert "making .venv" in done.stdout
        assert python.exists()

    def test_an_old_python_is_told_so(self, project: Path) -> None:
        script = (project / "scripts" / "setup.py").read_text().replace("OLDEST = (3, 11)", "OLDEST = (3, 99)")
        (project / "scripts" / "setup.py").write_text(script)
        done = subprocess.run(
            [sys.executable, "scripts/setup.py"], cwd=project, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert "needs Python 3.11 or newer" in done.stderr
        assert "make setup PYTHON=" in done.stderr


class TestLockFiles:
    @pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
    def test_every_package_is_pinned_with_hashes_and_no_host_is_named(self, name: str) -> None:
        text = (ROOT / name).read_text()
        assert "://" not in text
        for block in re.split(r"\n(?=[A-Za-z0-9])", text):
            if re.match(r"[A-Za-z0-9]", block):
                assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+ ", block), block[:80]
                assert "--hash=sha256:" in block, block[:80]

    def test_both_pin_the_same_versions(self) -> None:
        pins = [
            dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(\S+) ", (ROOT / name).read_text(), re.MULTILINE))
            for name in ("requirements.txt", "requirements-dev.txt")
        ]
        assert pins[0].items() <= pins[1].items()


class TestContainers:
    COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())

    def test_compose_has_the_form_that_compose_reads(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout

    def test_the_dashboard_waits_for_a_healthy_neo4j(self) -> None:
        services = self.COMPOSE["services"]
        assert services["neo4j"]["image"].startswith("neo4j:5.26")
        assert services["neo4j"]["healthcheck"]["test"]
        assert services["dashboard"]["depends_on"]["neo4j"]["condition"] == "service_healthy"
        assert services["dashboard"]["environment"]["BACKCHANNEL_STORE"] == "bolt://neo4j:7687"

    def test_the_password_comes_from_the_environment_and_ports_stay_on_this_machine(self) -> None:
        services = self.COMPOSE["services"]
        assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?.+\}", services["neo4j"]["environment"]["NEO4J_AUTH"])
        for service in services.values():
            assert all(port.startswith("127.0.0.1:") for port in service["ports"])

    def test_the_image_installs_the_lock_file_and_runs_without_rights(self) -> None:
        text = (ROOT / "Dockerfile").read_text()
        assert "--require-hashes --requirement requirements.txt" in text
        assert text.rindex("USER backchannel") < text.rindex("ENTRYPOINT")
        allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
            for source in line.split()[:-1]:
                assert source in allowed
                assert (ROOT / source).exists() or source == "README.md", source


@pytest.mark.skipif(not (ROOT / "README.md").exists(), reason="the README is not written yet")
class TestReadme:
    README = (ROOT / "README.md").read_text() if (ROOT / "README.md").exists() else ""

    @pytest.mark.parametrize("name", sorted(commands()))
    def test_every_command_and_option_is_told_of(self, name: str) -> None:
        assert f"backchannel {name}" in self.README
        for option in commands()[name]:
            assert option in self.README, f"{name} {option}"

    @pytest.mark.parametrize("target", TARGETS)
    def test_every_make_target_is_told_of(self, target: str) -> None:
        assert f"make {target}" in self.README
