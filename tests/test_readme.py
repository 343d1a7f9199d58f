"""The commands that README.md gives are those that are checked, and install what is pinned."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for a shell")
ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
MARKED = dict(re.findall(r"^<!-- run: (\w+) -->\n```sh\n(.+?)\n```$", README, re.M | re.S))


def script(*arguments: str) -> str:
    given = [str(ROOT / "scripts" / "readme-commands"), *arguments]
    return subprocess.run(given, capture_output=True, text=True, check=True).stdout


def test_the_blocks_are_exactly_these() -> None:
    assert list(MARKED) == ["demo", "tests"]
    assert script().split() == list(MARKED)
    assert README.count("<!-- run:") == len(MARKED)


@pytest.mark.parametrize("name", MARKED)
def test_the_script_prints_a_block_as_it_stands(name: str) -> None:
    assert script(name) == f"{MARKED[name]}\n"
    assert f'bash -c "$(scripts/readme-commands {name})"' in CI


def test_try_it_has_no_command_beside_them() -> None:
    part = README.partition("## Try it")[2].partition("\n## ")[0]
    clone, *rest = re.findall(r"^```sh\n(.+?)\n```$", part, re.M | re.S)
    assert clone.startswith("git clone ")
    assert rest == list(MARKED.values())


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_is_installed_is_pinned(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    installed = re.findall(r"bin/pip install ([^&;\n]+)|Scripts\\pip install ([^&;\n]+)", text)
    assert installed
    for words in (" ".join(found).split() for found in installed):
        assert words[:3] == ["-q", "--require-hashes", "-r"]
        assert (ROOT / words[3]).is_file()


def test_windows_has_each_command_too() -> None:
    for lock in ("requirements-demo.txt", "requirements-dev.txt", "requirements.txt"):
        assert f".venv\\Scripts\\pip install -q --require-hashes -r {lock}" in README


@pytest.mark.parametrize(
    "path", [".ci/run", *sorted(f"scripts/{f.name}" for f in (ROOT / "scripts").iterdir())]
)
def test_scripts_can_be_started(path: str) -> None:
    file = ROOT / path
    assert file.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(file)], check=True)  # noqa: S607
