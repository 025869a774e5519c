"""The audit of known vulnerabilities: what pip and pip-audit wrote is read for what it is, whatever their exit code."""

from __future__ import annotations

from pathlib import Path

import audit
import pytest
from audit import Answer, Broken, Unasked, complaint, judge, locked

VULNERABLE = (  # exit code 1
    '{"dependencies": [{"name": "click", "version": "8.5.1", "vulns": []}, {"name": "jinja2", "version": "3.1.5", '
    '"vulns": [{"id": "PYSEC-2025-70", "fix_versions": ["3.1.6"], "aliases": ["CVE-2025-27516", '
    '"GHSA-cpwx-vrp4-4pq7"]}]}], "fixes": []}'
)
SOUND = (  # exit code 0, and “No known vulnerabilities found”
    '{"dependencies": [{"name": "click", "version": "8.5.1", "vulns": []}, '
    '{"name": "jinja2", "version": "3.1.5", "vulns": []}], "fixes": []}'
)
UNKNOWN = (  # exit code 0, and “No known vulnerabilities found”, too: the index has no such service
    '{"dependencies": [{"name": "click", "skip_reason": "Dependency not found on PyPI and could not be audited: '
    'click (8.5.1)"}, {"name": "jinja2", "version": "3.1.5", "vulns": []}], "fixes": []}'
)
PACKAGES = {"click": "8.5.1", "jinja2": "3.1.5"}
SENTENCE = "jinja2 3.1.5: PYSEC-2025-70 = CVE-2025-27516 = GHSA-cpwx-vrp4-4pq7; mended in: 3.1.6"

UNREACHED = (  # exit code 1, or the code of a traceback, which is 1 as well
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='vulnerabilities.example', port=443): Max retries "
    "exceeded with url: /v1/query (Caused by NameResolutionError(\"Failed to resolve 'vulnerabilities.example'\"))",
    "requests.exceptions.ReadTimeout: HTTPConnectionPool(host='127.0.0.1', port=8720): Read timed out.",
    "requests.exceptions.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
    "pip_audit._service.interface.ServiceError",
    "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed",
    "ERROR: Could not find a version that satisfies the requirement boolean-py==5.0 (from versions: none)\n"
    "ERROR: No matching distribution found for boolean-py==5.0",
)
BROKEN = (
    "pip-audit: error: argument -f/--format: invalid OutputFormatChoice value: 'yaml'",
    "ERROR:pip_audit._cli:requirement file packages.txt contains invalid specifier at line 1",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package "
    "versions, please update the hashes.\n    boolean-py==5.0 after Connection timed out",
    "",
)


def test_a_vulnerability_is_named_with_package_version_and_ids() -> None:
    """And nothing else is."""
    assert judge(VULNERABLE, PACKAGES) == Answer((SENTENCE,), ())
    assert judge(SOUND, PACKAGES) == Answer((), ())


def test_what_is_accepted_is_not_told_again() -> None:
    """By any of its names."""
    assert judge(VULNERABLE, PACKAGES, ["CVE-2025-27516"]) == Answer((), ())
    assert judge(VULNERABLE, PACKAGES, ["CVE-2025-1"]).vulnerable == (SENTENCE,)


def test_a_package_nobody_knows_is_not_sound() -> None:
    """Neither one that was passed over, nor one that was left out, nor one of another version."""
    assert judge(UNKNOWN, PACKAGES).unknown == ("click",)
    assert judge(SOUND, {**PACKAGES, "typst": "0.15.2"}).unknown == ("typst",)
    assert judge(SOUND, {**PACKAGES, "click": "8.5.2"}).unknown == ("click",)


@pytest.mark.parametrize("said", UNREACHED)
def test_a_service_that_is_not_reached_is_no_failure(said: str) -> None:
    """Its reason is one line."""
    reason = complaint(f"WARNING:pip_audit._cli:Consider using a tool\nTraceback (most recent call last):\n{said}")
    assert isinstance(reason, Unasked)
    assert str(reason).startswith(said[:20]) and len(str(reason)) <= audit.REASON


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_audit_is_a_failure(said: str) -> None:
    """What differs from its hash is never taken for a network that is slow."""
    assert isinstance(complaint(said), Broken)


def answering(monkeypatch: pytest.MonkeyPatch, *answers: tuple[int, str, str]) -> None:
    """Let pip and each run of pip-audit end as was recorded."""
    left = iter([(0, "", ""), *answers])
    monkeypatch.setattr(audit, "run", lambda *_: next(left))
    monkeypatch.setattr(audit, "locked", lambda _: PACKAGES)


def test_the_gate_fails_for_what_is_vulnerable_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second service is asked where the first knows nothing; where neither does, one line says so."""
    nothing = '{"dependencies": [], "fixes": []}'
    answering(monkeypatch, (1, VULNERABLE, "Found 1 known vulnerability in 1 package"))
    assert audit.main() == 1
    assert capsys.readouterr().out == f"{SENTENCE}\n2 locked packages; known vulnerabilities: 1\n"
    answering(monkeypatch, (0, nothing, ""), (1, VULNERABLE, ""))
    assert audit.main() == 1
    capsys.readouterr()
    answering(monkeypatch, (0, UNKNOWN, "No known vulnerabilities found"))
    assert audit.main() == 0
    assert capsys.readouterr().out.endswith("known vulnerabilities: 0; nothing is known of: click\n")
    answering(monkeypatch, (0, nothing, "No known vulnerabilities found"), (1, "", UNREACHED[0]))
    assert audit.main() == 0
    said = capsys.readouterr().out
    assert said.startswith("nobody could be asked") and said.count("\n") == 1
    answering(monkeypatch, (2, "", BROKEN[0]))
    assert audit.main() == 1


def test_a_lock_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    """A package for another system is one of it; a line that cannot be read hides none."""
    lock = tmp_path / "run.txt"
    lock.write_text("a-b==1.0 \\\n    --hash=sha256:00\n    # via c\nd==2 ; sys_platform == 'win32' \\\n", "utf-8")
    assert locked(lock) == {"a-b": "1.0", "d": "2"}
    lock.write_text("a-b==1.0 \\\nd>=2 \\\n", "utf-8")
    with pytest.raises(Broken, match="d>=2"):
        locked(lock)
