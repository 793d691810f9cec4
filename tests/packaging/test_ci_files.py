"""What others take from this repository into their CI: the steps of action.yml, the hook for pre-commit, and the Dockerfile, run here."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ORDERS = "fixtures/ciniterflow/orders"
GOOD, BAD = f"{ORDERS}/documented.sse", f"{ORDERS}/missing-metadata.sse"


def action(root: Path) -> Any:
    return yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))


def run_step(root: Path, temp: Path, number: int, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner of GitHub does: with its expressions replaced, and bash that stops at the first error."""
    step = action(root)["runs"]["steps"][number]
    given = {name: each.get("default", "") for name, each in action(root)["inputs"].items()} | inputs
    known = {f"inputs.{name}": value for name, value in given.items()}
    known |= {"github.action_path": str(root), "runner.temp": str(temp)}
    env = {
        name: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: known[found[1]], value)
        for name, value in step["env"].items()
    }
    script = temp / "step.sh"
    script.write_text(step["run"])
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(command, cwd=root, env=os.environ | env | {"PATH": path}, capture_output=True, text=True, check=False)  # fmt: skip


@pytest.fixture(scope="module")
def temp(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a runner into which the first step installed what the action brings."""
    folder = tmp_path_factory.mktemp("runner temp")
    run = run_step(root, folder, 0)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.mark.parametrize(
    ("paths", "args", "code", "words"),
    [
        pytest.param(GOOD, "", 0, "Found nothing wrong in 1 capture", id="one file"),
        pytest.param(f"{GOOD}\n\n{BAD}\n", "", 1, "error ORD101", id="several lines"),
        pytest.param(
            f"{ORDERS}/missing-m*.sse", "--profile ciniterflow --exit-zero", 0, "error ORD101", id="options"
        ),
        pytest.param(GOOD, "--profile '$(touch stranger)'", 2, "", id="no command is run"),
        pytest.param("-x;y", "", 2, "-x;y", id="no option is smuggled in"),
    ],
)
def test_the_action_checks_streams(
    root: Path, temp: Path, paths: str, args: str, code: int, words: str
) -> None:
    run = run_step(root, temp, 1, paths=paths, args=args)
    assert run.returncode == code, run.stdout + run.stderr
    assert words in run.stdout + run.stderr
    assert not (root / "stranger").exists()


def test_no_input_is_written_into_a_script(root: Path) -> None:
    steps = action(root)["runs"]["steps"]
    assert len(steps) == 2
    assert not [step["name"] for step in steps if "${{" in step["run"]]


def test_the_hook_names_what_pre_commit_has_to_install(root: Path, temp: Path) -> None:
    """The action's environment has been installed as pre-commit installs: the clone, and what the hook adds to it."""
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["language"], hook["additional_dependencies"]) == ("python", ["./conformance"])
    assert (root / hook["additional_dependencies"][0] / "pyproject.toml").is_file()
    assert [bool(re.search(hook["files"], name)) for name in ("a.sse", "b/c.http", "a.sse.md")] == [
        True,
        True,
        False,
    ]
    command = shlex.split(hook["entry"])
    run = subprocess.run(
        [temp / "sse-conform" / "bin" / command[0], *command[1:], GOOD], cwd=root, check=False
    )
    assert run.returncode == 0


Instruction = tuple[str, str]


def instructions(root: Path) -> list[Instruction]:
    text = (root / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", "", re.sub(r"^#.*\n", "", text, flags=re.M)).splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines if line]


def test_the_image_runs_as_nobody_in_particular_and_has_no_compiler(root: Path) -> None:
    told = instructions(root)
    last = max(number for number, (name, _) in enumerate(told) if name == "FROM")
    assert ("USER", "10001") in told[last:]
    assert all("-slim" in rest for name, rest in told if name == "FROM")
    assert not [rest for name, rest in told[last:] if "apt-get" in rest]


def test_the_steps_of_the_dockerfile_make_the_command(root: Path, tmp_path: Path) -> None:
    """But for apt-get and useradd, which need root, and for mypyc, which takes long and has an environment of its own."""
    source = tmp_path / "source"
    source.mkdir()
    ignored = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in [line[1:] for line in ignored if line.startswith("!")]:
        if (root / name).is_dir():
            shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("*.so", "__pycache__"))
        else:
            shutil.copy(root / name, source)
    place = tmp_path / "opt"
    steps = [rest for name, rest in instructions(root) if name == "RUN"]
    wanted = [step for step in steps if "/opt/sse-conform" in step]
    assert [step for step in steps if step not in wanted] == [step for step in steps if re.match("apt-get|useradd", step)]  # fmt: skip
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for step in wanted:
        command = step.replace("/opt/sse-conform", str(place))
        subprocess.run(["sh", "-c", command], cwd=source, env=os.environ | {"PATH": path}, check=True)
    (entry,) = (yaml.safe_load(rest) for name, rest in instructions(root) if name == "ENTRYPOINT")
    run = subprocess.run(
        [place / "bin" / entry[0], "check", root / GOOD], capture_output=True, text=True, check=False
    )
    assert (run.returncode, ": completed\n" in run.stdout) == (0, True)
