"""The command line as a user meets it: real processes, what they print where, and their exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from backchannel.cli import parser
from backchannel.commands.asking import _values, free_value, parameter
from backchannel.commands.serving import free_port
from graph.errors import InputError
from graph.named import NamedQuery, Parameter, named_queries

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "articles"
PROGRAM = [sys.executable, "-m", "backchannel"]


def run(*arguments: str, cwd: Path, given: str | bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BACKCHANNEL_", "NEO4J_"))}
    done = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        env=clean | {"HOME": str(cwd)} | environment,
        timeout=120,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of the sample articles under its default name."""
    folder = tmp_path_factory.mktemp("loaded")
    done = run("load", str(SAMPLES), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 articles added, 0 replaced, 0 unchanged, 0 refused; ")
    assert done.stderr == ""
    return folder


class TestLoad:
    def test_the_same_again_changes_nothing(self, loaded: Path) -> None:
        done = run("load", str(SAMPLES), cwd=loaded)
        assert done.returncode == 0
        assert done.stdout.startswith("0 articles added, 0 replaced, 3 unchanged, 0 refused; 0 claims")

    def test_what_is_refused_is_named_and_the_rest_is_loaded(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Ada Lovelace met Max Weber in Bonn.")
        (tmp_path / "empty.txt").write_bytes(b"")
        (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
        (tmp_path / "latin.txt").write_bytes("Max Müller traf Ada in Zürich, hieß es.".encode("latin-1"))
        done = run(
            "load", "a.txt", "empty.txt", "binary.txt", "latin.txt", "gone.txt", "http://127.0.0.1:9/", cwd=tmp_path
        )
        assert done.returncode == 1
        assert done.stdout.startswith("2 articles added, 0 replaced, 0 unchanged, 4 refused")
        assert [line.split(":")[1].strip() for line in done.stderr.splitlines() if line.startswith("refused: ")] == [
            "empty.txt", "binary.txt", "gone.txt", "http",
        ]  # fmt: skip
        assert "warning: latin.txt: its encoding is not said" in done.stderr

    def test_nothing_done_is_status_two(self, tmp_path: Path) -> None:
        done = run("load", "gone.txt", cwd=tmp_path)
        assert done.returncode == 2
        assert "gone.txt: there is no such file" in done.stderr

    def test_standard_input_is_json_lines(self, tmp_path: Path) -> None:
        lines = '{"id":"n1","published":"2024-03-13","text":"Ada Lovelace met Max Weber in Bonn on Tuesday."}\nbroken\n'
        done = run("load", "-", cwd=tmp_path, given=lines)
        assert done.returncode == 1
        assert "refused: standard input, line 2: it is no JSON" in done.stderr
        answer = run("query", "MATCH (a:Article) RETURN a.id, a.published", "--format", "json", cwd=tmp_path)
        assert json.loads(answer.stdout)["rows"] == [["n1", "2024-03-13"]]

    def test_a_file_that_is_no_store_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("Dear Ada")
        done = run("load", str(SAMPLES), "--store", "letter.txt", cwd=tmp_path)
        assert done.returncode == 2
        assert "letter.txt is not a Backchannel store" in done.stderr
        assert "Traceback" not in done.stderr
        assert (tmp_path / "letter.txt").read_text() == "Dear Ada"

    def test_an_unknown_model_is_said(self, tmp_path: Path) -> None:
        done = run("load", str(SAMPLES), "--model", "no_such_model", cwd=tmp_path)
        assert done.returncode == 2
        assert "no_such_model" in done.stderr
        assert "Traceback" not in done.stderr

    def test_an_interrupt_keeps_what_is_stored(self, tmp_path: Path) -> None:
        rows = tmp_path / "pipe.jsonl"
        with rows.open("w") as file:
            for number in range(400):
                text = f"Ada Lovelace met Max Weber in Bonn on Tuesday, for the {number}th time. " * 20
                file.write(json.dumps({"id": str(number), "text": text}) + "\n")
        process = subprocess.Popen(
            [*PROGRAM, "load", str(rows), "--store", "s.kgl"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        store = tmp_path / "s.kgl"
        for _ in range(600):
            if store.exists() or process.poll() is not None:
                break
            time.sleep(0.1)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert "Traceback" not in errors
        assert process.returncode in (1, 2)
        stored = int((re.search(r"([\d,]+) articles? stored before", errors) or ["", "-1"])[1])
        assert stored >= 0, errors
        counted = run(
            "query", "MATCH (a:Article) RETURN count(a)", "--format", "json", "--store", "s.kgl", cwd=tmp_path
        )
        assert json.loads(counted.stdout)["rows"][0][0] >= stored


class TestExtract:
    def test_a_json_line_an_article_in_the_scorers_form(self, tmp_path: Path) -> None:
        text = "Ada Lovelace met Max Weber in Bonn on Tuesday, 12 March 2024."
        given = json.dumps({"id": "n1", "published": "2024-03-13", "text": text}) + "\n"
        done = run("extract", "-", cwd=tmp_path, given=given)
        assert done.returncode == 0, done.stderr
        (line,) = done.stdout.splitlines()
        found = json.loads(line)
        assert found["article"]["id"] == "n1"
        assert found["claims"]
        for claim in found["claims"]:
            evidence = claim["evidence"]
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]
        assert not list(tmp_path.glob("*.kgl"))

    def test_a_reader_that_has_seen_enough_breaks_nothing(self, tmp_path: Path) -> None:
        rows = "".join(
            json.dumps({"id": str(n), "text": "Ada Lovelace met Max Weber in Bonn. " * 50}) + "\n" for n in range(30)
        )
        (tmp_path / "rows.jsonl").write_text(rows)
        done = subprocess.run(
            f"{' '.join(PROGRAM)} extract rows.jsonl | head -c 10",
            shell=True,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.stdout
        assert done.stderr == ""


class TestQuery:
    MET = "MATCH (a:Person)-[r:MET]->(b) WHERE r.modality = 'asserted' RETURN a.name AS who, r, r.date_from AS day ORDER BY who"

    def test_json(self, loaded: Path) -> None:
        done = run("query", self.MET, "--format", "json", cwd=loaded)
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        assert answer["columns"] == ["who", "r", "day"]
        assert answer["truncated"] is False
        assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for _, _, day in answer["rows"] if day is not None)
        assert answer["rows"][0][1]["type"] == "MET"

    def test_csv_and_table(self, loaded: Path) -> None:
        text = "MATCH (a:Article) RETURN a.headline AS headline ORDER BY headline"
        table = list(csv.reader(io.StringIO(run("query", text, "--format", "csv", cwd=loaded).stdout)))
        assert table[0] == ["headline"]
        assert len(table) == 4
        assert "Kushner and Witkoff meet Putin in Moscow" in run("query", text, cwd=loaded).stdout

    def test_parameters_are_bound(self, loaded: Path) -> None:
        text = "MATCH (p:Person) WHERE p.name = $name RETURN p.name, $number + 1"
        hostile = "x' OR 1=1 //"
        assert (
            json.loads(
                run(
                    "query", text, "--param", f"name={hostile}", "--param", "number=1", "--format", "json", cwd=loaded
                ).stdout
            )["rows"]
            == []
        )
        found = run(
            "query", text, "--param", "name=Jared Kushner", "--param", "number=1", "--format", "json", cwd=loaded
        )
        assert json.loads(found.stdout)["rows"] == [["Jared Kushner", 2]]

    def test_a_cut_answer_is_said(self, loaded: Path) -> None:
        done = run("query", "MATCH (p:Person) RETURN p.name", "--limit", "2", "--format", "json", cwd=loaded)
        assert json.loads(done.stdout)["truncated"] is True
        assert "--limit asks for more" in done.stderr

    def test_standard_input_holds_a_query(self, loaded: Path) -> None:
        done = run("query", "-", "--format", "json", cwd=loaded, given="MATCH (a:Article) RETURN count(a)")
        assert json.loads(done.stdout)["rows"] == [[3]]

    @pytest.mark.parametrize(
        "text", ["MATCH (n) DETACH DELETE n", "CREATE (n:Person {id: 'x'})", "MATCH (n RETURN n", "", "DROP INDEX x"]
    )
    def test_what_writes_or_is_wrong_is_refused(self, loaded: Path, text: str) -> None:
        done = run("query", text, cwd=loaded)
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.startswith("backchannel: ")
        assert "Traceback" not in done.stderr

    def test_a_store_that_is_not_there_is_not_made(self, tmp_path: Path) -> None:
        done = run("query", "MATCH (n) RETURN n", cwd=tmp_path)
        assert done.returncode == 2
        assert "load something first" in done.stderr
        assert not list(tmp_path.iterdir())

    def test_a_dead_server_is_said(self, tmp_path: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            uri = f"bolt://127.0.0.1:{free.getsockname()[1]}"
        for arguments in (("query", "MATCH (n) RETURN n"), ("load", str(SAMPLES))):
            done = run(*arguments, "--store", uri, cwd=tmp_path, NEO4J_PASSWORD="x")
            assert done.returncode == 2
            assert uri.removeprefix("bolt://") in done.stderr
            assert "Traceback" not in done.stderr

    def test_the_store_may_come_from_the_environment(self, loaded: Path, tmp_path: Path) -> None:
        done = run(
            "query", "MATCH (a:Article) RETURN count(a)", "--format", "json",
            cwd=tmp_path, BACKCHANNEL_STORE=str(loaded / "backchannel.kgl"),
        )  # fmt: skip
        assert json.loads(done.stdout)["rows"] == [[3]]


class TestNamedQueries:
    def test_they_are_listed_with_their_parameters(self, tmp_path: Path) -> None:
        done = run("queries", cwd=tmp_path)
        assert done.returncode == 0
        for name, found in named_queries().items():
            line = next(line for line in done.stdout.splitlines() if line.startswith(f"@{name} "))
            assert found.question in line
            for parameter_name, wanted in found.parameters.items():
                assert (f"{parameter_name}=" in line) is not wanted.required
                assert parameter_name in line

    def test_one_is_shown_and_runs(self, loaded: Path) -> None:
        name = next(name for name, found in named_queries().items() if not found.parameters)
        assert run("queries", name, cwd=loaded).stdout.strip() == named_queries()[name].cypher.strip()
        done = run("query", f"@{name}", "--format", "json", cwd=loaded)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["columns"] == list(named_queries()[name].columns)

    def test_a_wrong_name_and_wrong_parameters_are_said(self, loaded: Path) -> None:
        name, wanted = next(
            (name, w) for name, found in named_queries().items() for w in found.parameters.values() if w.required
        )
        for arguments, why in (
            ((f"@{name}x",), f"did you mean @{name}"),
            ((f"@{name}",), f"--param {wanted.name}="),
            ((f"@{name}", "--param", "nonsense=1"), "does not know the parameter nonsense"),
        ):
            done = run("query", *arguments, cwd=loaded)
            assert done.returncode == 2
            assert why in done.stderr

    def test_values_are_of_the_parameters_kind(self) -> None:
        kinds = {"string": "1", "integer": "1", "float": "1", "boolean": "true", "date": "2024-03-12", "list": '["a"]'}
        asked = {kind: Parameter(name=kind, kind=kind, required=True) for kind in kinds} | {
            "more": Parameter(name="more", kind="integer", default=5)
        }
        named = NamedQuery(name="q", title="", question="", theme="", parameters=asked, columns=(), cypher="")
        assert _values(named, kinds) == {
            "string": "1", "integer": 1, "float": 1, "boolean": True, "date": "2024-03-12", "list": ["a"], "more": 5,
        }  # fmt: skip
        for kind, wrong in (
            ("integer", "true"),
            ("integer", "x"),
            ("boolean", "1"),
            ("date", "yesterday"),
            ("list", "a"),
        ):
            with pytest.raises(InputError, match=f"takes for {kind} a value of the kind {kind}"):
                _values(named, kinds | {kind: wrong})


class TestCopy:
    def test_a_copy_answers_alike_and_a_second_adds_nothing(self, loaded: Path, tmp_path: Path) -> None:
        source = str(loaded / "backchannel.kgl")
        first = run("copy", source, "copy.kgl", cwd=tmp_path)
        assert first.returncode == 0, first.stderr
        assert first.stdout.startswith("3 articles copied")
        text = "MATCH (a)-[r:MET]->(b) RETURN a.name, r.id, b.name ORDER BY r.id"
        answers = [
            run("query", text, "--format", "json", "--store", uri, cwd=tmp_path).stdout for uri in (source, "copy.kgl")
        ]
        assert answers[0] == answers[1]
        assert "3 of them there already" in run("copy", source, "copy.kgl", cwd=tmp_path).stdout

    def test_a_source_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        done = run("copy", "gone.kgl", "copy.kgl", cwd=tmp_path)
        assert done.returncode == 2
        assert "gone.kgl" in done.stderr
        assert not list(tmp_path.iterdir())


class TestInfo:
    def test_what_the_store_holds_and_what_is_installed(self, loaded: Path) -> None:
        done = run("info", cwd=loaded)
        assert done.returncode == 0
        assert re.search(r"^Article +3$", done.stdout, re.MULTILINE)
        assert re.search(r"^kglite +0\.21", done.stdout, re.MULTILINE)

    def test_without_a_store_it_says_so(self, tmp_path: Path) -> None:
        done = run("info", cwd=tmp_path)
        assert done.returncode == 2
        assert "there is no store" in done.stderr
        assert "backchannel" in done.stdout


class TestUse:
    @pytest.mark.parametrize(
        "arguments",
        [["nonsense"], ["load"], ["query"], ["query", "RETURN 1", "--limit", "0"], ["query", "RETURN 1", "--format", "xml"],
         ["query", "RETURN 1", "--param", "x"], ["serve", "--port", "99999"], []],
    )  # fmt: skip
    def test_wrong_use_is_status_two(self, tmp_path: Path, arguments: list[str]) -> None:
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr or not arguments
        assert "Traceback" not in done.stderr

    def test_every_command_explains_itself(self, tmp_path: Path) -> None:
        for name in commands():
            done = run(name, "--help", cwd=tmp_path)
            assert done.returncode == 0
            assert f"backchannel {name}" in done.stdout
        assert re.fullmatch(r"backchannel \d+\.\d+\.\d+\S*\n", run("--version", cwd=tmp_path).stdout)

    def test_parameters_are_json_or_text(self) -> None:
        assert parameter("a=Ada = Lovelace") == ("a", "Ada = Lovelace")
        assert [free_value(text) for text in ("1", "[1,2]", "Ada", '"1"', "true", "")] == [
            1,
            [1, 2],
            "Ada",
            "1",
            True,
            "",
        ]
        for wrong in ("a", "=1", "1=1", "a b=1"):
            with pytest.raises(InputError):
                parameter(wrong)


def commands() -> dict[str, list[str]]:
    """Every command with its options."""
    (found,) = (
        action for action in parser()._actions if hasattr(action, "choices") and isinstance(action.choices, dict)
    )
    return {
        name: [
            flag
            for action in made._actions
            for flag in action.option_strings
            if flag.startswith("--") and flag != "--help"
        ]
        for name, made in found.choices.items()
    }


class TestDashboard:
    @pytest.fixture
    def port(self) -> int:
        return free_port(18230, "localhost")

    def _get(self, port: int, process: subprocess.Popen[str]) -> str:
        for _ in range(300):
            assert process.poll() is None, process.communicate()
            try:
                with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=5) as answer:
                    return answer.read().decode()
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the dashboard did not answer within 30 seconds")

    @pytest.fixture
    def started(self) -> Iterator[list[subprocess.Popen[str]]]:
        """What a test starts here is ended with it."""
        processes: list[subprocess.Popen[str]] = []
        yield processes
        for process in processes:
            process.terminate()
            process.communicate(timeout=30)

    def test_demo_loads_the_samples_and_serves_from_any_folder(
        self, tmp_path: Path, port: int, started: list[subprocess.Popen[str]]
    ) -> None:
        (tmp_path / "cache" / "backchannel").mkdir(parents=True)
        (tmp_path / "cache" / "backchannel" / "demo.kgl").write_bytes(b"RGF damaged")
        environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
        command = [*PROGRAM, "demo", "--port", str(port)]
        started.append(
            subprocess.Popen(
                command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
        assert self._get(port, started[-1]) == "ok"
        store = str(tmp_path / "cache" / "backchannel" / "demo.kgl")
        counted = run("query", "MATCH (a:Article) RETURN count(a)", "--format", "json", "--store", store, cwd=tmp_path)
        assert json.loads(counted.stdout)["rows"] == [[3]]
        # Again, while the first still serves: nothing is loaded twice, and another port is taken and named.
        started.append(
            subprocess.Popen(
                command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
        assert self._get(port + 1, started[-1]) == "ok"
        started[-1].terminate()
        out, errors = started[-1].communicate(timeout=30)
        assert "0 articles added, 0 replaced, 3 unchanged" in out
        assert f"port {port} is taken, so the dashboard listens on {port + 1}" in errors

    def test_serve_says_what_is_wrong_with_a_store_before_it_starts(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("Dear Ada")
        done = run("serve", "--store", "letter.txt", cwd=tmp_path)
        assert done.returncode == 2
        assert "not a Backchannel store" in done.stderr
