"""Tests of the project itself: errors, documents, lock file, package."""

from __future__ import annotations

import ast
import importlib
import pickle
import pkgutil
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.main import get_command
from typer.testing import CliRunner

import bot
import engine
import storage
from bot.cli.app import app
from engine.catalogue import ERRORS
from facenote.errors import FacenoteError

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "bot" / "web" / "page"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("engine/**/*.md")])
SHIPPED = {
    "",
    ".css",
    ".ftl",
    ".html",
    ".jpg",
    ".js",
    ".json",
    ".md",
    ".ogg",
    ".py",
    ".safetensors",
    ".sql",
    ".svg",
    ".webmanifest",
}


def tracked_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    ).stdout
    return [path for name in listing.split("\0") if name and (path := REPOSITORY / name).is_file()]


def error_classes(*packages: ModuleType) -> list[type[FacenoteError]]:
    """Return every error class that these packages define."""
    for package in packages:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found: list[type[FacenoteError]] = []
    waiting = FacenoteError.__subclasses__()
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].__subclasses__()
    names = {package.__name__ for package in packages}
    own = {c for c in found if c.__module__.partition(".")[0] in names}
    return sorted(own, key=lambda c: c.__qualname__)


def required() -> list[Requirement]:
    """Return the package's requirements."""
    lines = (REPOSITORY / "requirements.txt").read_text("utf-8").splitlines()
    return [Requirement(text) for line in lines if (text := line.partition("#")[0].strip())]


def lock() -> dict[str, tuple[str, set[str]]]:
    """Return version and hashes by package, of those for the running Python and system."""
    found: dict[str, tuple[str, set[str]]] = {}
    text = (REPOSITORY / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            pin, *hashes = line.split("--hash=")
            requirement = Requirement(pin)
            if not requirement.marker or requirement.marker.evaluate():
                name = canonicalize_name(requirement.name)
                assert name not in found
                found[name] = str(requirement.specifier), {value.strip() for value in hashes}
    return found


def commands_in(document: Path) -> list[str]:
    """Return the lines of the document's shell blocks, and its inline code."""
    text = document.read_text("utf-8")
    blocks = re.findall(r"```(?:sh|bash|console)\n(.*?)```", text, re.S)
    return [*(line.strip() for block in blocks for line in block.splitlines()), *re.findall(r"`([^`\n]+)`", text)]


def test_every_error_has_a_code_of_its_own() -> None:
    codes: dict[str, list[str]] = {}
    for error in error_classes(engine):
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", error.code)
        if "code" in vars(error):
            codes.setdefault(error.code, []).append(error.__qualname__)
    assert not {code: names for code, names in codes.items() if len(names) > 1}


def test_catalogue_has_every_error_of_the_engine() -> None:
    coded = {error for error in error_classes(engine) if "code" in vars(error)}
    assert set(ERRORS.values()) == coded
    assert {error.code: error for error in coded} == ERRORS


def test_every_error_that_is_raised_has_code_and_advice_of_its_own() -> None:
    bare = {
        c.__qualname__
        for c in error_classes(engine)
        if not c.__subclasses__() and not {"code", "advice"} <= vars(c).keys()
    }
    assert not bare
    assert not {c.__qualname__ for c in error_classes(engine) if "\n" in c.advice or not c.advice.endswith(".")}


@pytest.mark.parametrize("error", error_classes(bot, engine, storage), ids=lambda error: error.__qualname__)
def test_error_survives_pickling(error: type[FacenoteError]) -> None:
    raised = error("3 of 60 frames", frames=3, share=0.05)
    restored = pickle.loads(pickle.dumps(raised))
    assert type(restored) is error
    assert (restored.detail, restored.facts) == (raised.detail, raised.facts)


def test_lock_holds_exact_pins_that_satisfy_the_project() -> None:
    pins = lock()
    assert all(re.fullmatch(r"==[^,*+]+", pin) for pin, _ in pins.values())
    for requirement in [*required(), *map(Requirement, PROJECT["dependency-groups"]["dev"])]:
        pinned = pins[canonicalize_name(requirement.name)][0].removeprefix("==")
        assert requirement.specifier.contains(pinned), requirement


def test_lock_has_hashes_of_everything_and_no_address() -> None:
    assert not {name for name, (_, hashes) in lock().items() if not hashes}
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for _, hashes in lock().values() for value in hashes)
    assert "://" not in (REPOSITORY / "requirements.lock").read_text("utf-8")


def test_lock_is_what_is_tested() -> None:
    """The running environment has the locked versions of the direct dependencies."""
    pins = lock()
    names = [canonicalize_name(requirement.name) for requirement in required()]
    assert {name: f"=={version(name).split('+')[0]}" for name in names} == {name: pins[name][0] for name in names}


def test_every_import_is_a_declared_dependency() -> None:
    """A package that is only installed because another requires it may disappear any day."""
    modules = {
        "PIL": "pillow",
        "c2pa": "c2pa-python",
        "cv2": "opencv-python",
        "dotenv": "python-dotenv",
        "ffmpeg": "ffmpeg-python",
        "fluent": "fluent-runtime",
        "pynvml": "nvidia-ml-py",
        "telegram": "python-telegram-bot",
    }
    optional = [Requirement(text) for extra in PROJECT["project"]["optional-dependencies"].values() for text in extra]
    declared = {canonicalize_name(requirement.name) for requirement in [*required(), *optional]}
    own = {"engine", "facenote", "storage", "bot"}
    used = {
        name.split(".")[0]
        for package in own
        for path in (REPOSITORY / package).rglob("*.py")
        if not path.is_relative_to(PAGE)  # the build of the page is not shipped
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    foreign = used - own - set(sys.stdlib_module_names)
    assert not {canonicalize_name(modules.get(name, name)) for name in foreign} - declared


def test_documents_name_commands_that_exist() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.M))
    for document in DOCUMENTS:
        for line in commands_in(document):
            if match := re.match(r"(?:\.venv/bin/)?facenote ([a-z][a-z-]*)", line):
                command = commands[match[1]]
                known = {option for parameter in command.params for option in parameter.opts} | {"--debug", "--help"}
                assert set(re.findall(r"(?<=\s)--[a-z-]+", line)) <= known, (document.name, line)
            if match := re.match(r"make ([a-z-]+)", line):
                assert match[1] in targets, (document.name, line)


def test_documents_link_to_files_that_exist() -> None:
    for document in DOCUMENTS:
        links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text("utf-8"))
        assert not [link for link in links if not (document.parent / link).exists()], document.name


def test_help_answers_for_every_command() -> None:
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0


def test_no_file_names_a_place_of_one_machine() -> None:
    places = re.compile(r"(?<![\w.])/(?:home|root|Users|work|mnt|opt)/\w")
    texts = {".py", ".md", ".toml", ".lock", ".json", ".ftl", ".sh", ""}
    found = {
        str(path.relative_to(REPOSITORY)): match[0]
        for path in tracked_files()
        if path.suffix in texts and (match := places.search(path.read_text("utf-8")))
    }
    assert not found


def test_the_installation_tells_how_far_it_is(tmp_path: Path) -> None:
    told = [
        *(f"Collecting p{number}>=1 (from -r requirements.txt)" for number in range(30)),
        "  Downloading p29-1.whl.metadata (5.0 kB)",
        "Downloading p29-1.whl (18.5 MB)",
        "Installing collected packages: p0, p1",
    ]
    (tmp_path / "told").write_text("\n".join([*told, ""]))
    with (tmp_path / "told").open() as lines:
        shown = subprocess.run(
            [REPOSITORY / ".ci" / "progress"], stdin=lines, capture_output=True, text=True, check=True
        )
    assert shown.stderr == ""
    assert [line.strip() for line in shown.stdout.splitlines()] == [
        "25 packages found, now p24",
        "30 packages found, downloading p29 (18.5 MB)",
        "unpacking 30 packages",
    ]


def copied_sources(folder: Path) -> list[Path]:
    """Copy the sources of a package build; return the repository's files among them."""
    sources = [
        path for path in tracked_files() if path.relative_to(REPOSITORY).parts[0] not in {"tests", "docs", ".ci"}
    ]
    for path in sources:
        copy = folder / path.relative_to(REPOSITORY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return sources


def build(kind: str, folder: Path) -> str:
    """Build "sdist" or "editable" from ``folder / "source"`` into ``folder``; return what setuptools said."""
    call = f"import sys; from setuptools.build_meta import build_{kind} as build; build(sys.argv[1])"
    return subprocess.run(
        [sys.executable, "-c", call, str(folder)],
        cwd=folder / "source",
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        stdin=subprocess.DEVNULL,
    ).stdout


def test_an_editable_installation_warns_of_nothing(tmp_path: Path) -> None:
    copied_sources(tmp_path / "source")
    assert "Please be careful" not in build("editable", tmp_path)


def test_sdist_holds_every_file_that_a_wheel_is_built_from(tmp_path: Path) -> None:
    sources = copied_sources(tmp_path / "source")
    build("sdist", tmp_path)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as sdist:
        packed = {name.partition("/")[2] for name in sdist.getnames()}
    packages = (
        "bot",
        "engine",
        "facenote",
        "locales",
        "storage",
        "pyproject.toml",
        "requirements.txt",
        "README.md",
        "LICENSE",
    )
    relative = [path.relative_to(REPOSITORY) for path in sources]
    assert {str(path) for path in relative if path.parts[0] in packages} <= packed


def test_wheel_holds_every_file_the_packages_need(tmp_path: Path, built_page: Path) -> None:
    sources = copied_sources(tmp_path / "source")
    page = PAGE.relative_to(REPOSITORY)
    (tmp_path / "source" / page / "node_modules").symlink_to(PAGE / "node_modules")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run(
        [*command, str(tmp_path), str(tmp_path / "source")], check=True, capture_output=True, stdin=subprocess.DEVNULL
    )
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info" not in name}
    packages = ("bot", "engine", "facenote", "locales", "storage")
    needed = {path.relative_to(REPOSITORY) for path in sources if path.relative_to(REPOSITORY).parts[0] in packages}
    wanted = {str(path) for path in needed if not path.is_relative_to(page)}
    built = {str(path.relative_to(REPOSITORY)) for path in built_page.rglob("*.*") if not path.name.startswith(".")}
    assert packed == wanted | built
    assert {Path(name).suffix for name in packed} <= SHIPPED
