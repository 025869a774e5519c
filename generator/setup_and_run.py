"""Set up the project's own environment and run a command in it, with nothing but Python and pip.

`python3 -m generator.setup_and_run` sets up and makes every product; `python3 -m generator.setup_and_run test` runs the
tests; whatever else follows is handed to `handbook`. Nothing that must be installed first is imported here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

from generator import STARTED_AS

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": ROOT / "requirements" / "run.txt", "develop": ROOT / "requirements" / "develop.txt"}
OLDEST = (3, 11)
TYPED = f"{'py' if os.name == 'nt' else 'python3'} -m generator.setup_and_run"
"""What is typed to come here, as the README teaches it; messages name commands so."""


def main(arguments: list[str]) -> int:
    """Set up what the arguments need and run them; return the exit code of what was run."""
    if sys.version_info < OLDEST:
        print(f"需要 Python {OLDEST[0]}.{OLDEST[1]} 或更新的版本，现在是 {sys.version.split()[0]}。", file=sys.stderr)
        return 1
    try:
        if arguments[:1] == ["test"]:
            install("develop")
            return run(PYTHON, "-m", "pytest", *arguments[1:])
        install("run")
        return run(PYTHON, "-m", "generator", *(arguments or ["build"]))
    except subprocess.CalledProcessError as error:
        print("没有装成。看看上面最后几行；多半是网络不通，连上网再试一次。", file=sys.stderr)
        return error.returncode or 1
    except KeyboardInterrupt:
        return 130


def install(lock: str) -> None:
    """Bring the environment to what a lock file says, unless it is there already. Raises CalledProcessError."""
    stamp = ENVIRONMENT / f"{lock}.sha256"
    digest = hashlib.sha256(LOCKS[lock].read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text("utf-8") == digest:
        return
    print(f"正在准备运行环境（{ENVIRONMENT.name}），第一次要一两分钟……", file=sys.stderr)
    if not PYTHON.exists():
        create_environment()
    pip("install", "--requirement", str(LOCKS[lock]))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(digest, "utf-8")


def create_environment() -> None:
    """Make an empty environment; it has no pip of its own where the system's pip can fill it from outside.

    Debian leaves out what would give it one.
    """
    venv.create(ENVIRONMENT, with_pip=not has_pip(), symlinks=os.name != "nt")


def has_pip() -> bool:
    """Return whether the Python that runs this has pip."""
    return importlib.util.find_spec("pip") is not None


def pip(*arguments: str) -> None:
    """Run pip on the environment, quietly. Raises CalledProcessError."""
    command = [sys.executable, "-m", "pip", "--python", str(PYTHON)] if has_pip() else [str(PYTHON), "-m", "pip"]
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    subprocess.run([*command, *quiet, *arguments], check=True)


def run(*command: str | Path) -> int:
    """Run a command in the project's folder and return its exit code."""
    environment = {**os.environ, STARTED_AS: TYPED}
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
