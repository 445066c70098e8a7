"""Tests of the allowed imports between the packages, and between the parts of the engine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGES = ("bot", "engine", "facenote", "storage")
MAY_IMPORT = {
    "bot": {"engine", "facenote", "storage"},
    "engine": {"facenote"},
    "facenote": set(),
    "storage": {"facenote"},
}

LAYERS = (
    {"catalogue"},
    {"bench", "demo", "pool", "ray_pool"},
    {"batch", "plan"},
    {"pipeline"},
    {"subtitles"},
    {"renderers", "articulation", "quality"},
    {"face", "voice", "provenance"},
    {"media"},
    {"models", "findings", "marks", "watch", "failure", "choices", "threads", "device", "weights", "confinement"},
    {"errors"},
)
"""The engine from top to bottom: a part imports from its own layer or from below."""

ONLY_IN = {
    "subprocess": "engine.media",
    "ffmpeg": "engine.media",
    "imageio_ffmpeg": "engine.media",
    "av": "engine.media",
    "face_alignment": "engine.face",
    "ctranslate2": "engine.subtitles",
    "fontTools": "engine.subtitles",
    "ray": "engine.ray_pool.connection",
    "c2pa": "engine.provenance",
    "landlockpy": "engine.confinement",
    "cryptography": "engine.provenance",
    "sqlite3": "storage",
    "aiosqlite": "storage",
}
"""Modules that only one part may import."""

MEDIA_BY_THE_BACK_DOOR = {"VideoCapture", "imread", "imwrite", "system", "popen"}
"""Names that open media files or start programs without engine.media."""


PAGE = REPOSITORY / "bot" / "web" / "page"


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Return (dotted name, syntax tree) of every module of the packages."""
    for package in PACKAGES:
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            if path.is_relative_to(PAGE):  # the build of the page is not shipped
                continue
            parts = path.relative_to(REPOSITORY).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield name, ast.parse(path.read_text("utf-8"), str(path))


MODULES = dict(modules())

STARTS_A_PROGRAM = {
    "subprocess": {"run", "Popen", "call", "check_call", "check_output"},
    "asyncio": {"create_subprocess_exec", "create_subprocess_shell"},
}


def imports(tree: ast.Module) -> Iterator[str]:
    """Return the dotted names that a module imports, anywhere in it; ``from a import b`` counts as ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that they can be read"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows() -> set[tuple[str, str]]:
    """Return (part, imported part) within the engine; the package's own ``__init__`` is the public interface, no part."""
    own = {name.split(".")[1] for name in MODULES if name.startswith("engine.")}
    return {
        (name.split(".")[1], part)
        for name, tree in MODULES.items()
        if name.startswith("engine.")
        for target in imports(tree)
        if target.startswith("engine.") and (part := target.split(".")[1]) in own and part != name.split(".")[1]
    }


def test_packages_import_one_way() -> None:
    wrong = {
        (name, target)
        for name, tree in MODULES.items()
        for target in imports(tree)
        if (package := target.split(".")[0]) in PACKAGES
        and package != (own := name.split(".")[0])
        and package not in MAY_IMPORT[own]
    }
    assert not wrong


def test_parts_of_the_engine_import_downwards() -> None:
    level = {part: height for height, layer in enumerate(LAYERS) for part in layer}
    assert not {(part, target) for part, target in arrows() if level[target] < level[part]}


def test_parts_of_one_layer_do_not_import_in_circles() -> None:
    graph: dict[str, set[str]] = {}
    for part, target in arrows():
        graph.setdefault(part, set()).add(target)
    TopologicalSorter(graph).prepare()  # raises CycleError


def test_parts_do_not_import_the_public_face_of_the_engine() -> None:
    """``from engine import x`` would load the whole pipeline from below; ``from engine import models`` names a module."""
    own = {name.split(".")[1] for name in MODULES if name.startswith("engine.")}
    above = LAYERS[0] | LAYERS[1] | LAYERS[2]
    wrong = {
        (name, target)
        for name, tree in MODULES.items()
        if name.startswith("engine.") and name.split(".")[1] not in above
        for target in imports(tree)
        if target.startswith("engine.") and target.split(".")[1] not in own
    }
    assert not wrong


def test_nothing_but_the_start_imports_the_command_line() -> None:
    users = {name for name, tree in MODULES.items() if any(f"{t}.".startswith("bot.cli.") for t in imports(tree))}
    assert {name for name in users if not f"{name}.".startswith("bot.cli.")} == {"bot.__main__"}


def test_client_imports_no_part_of_the_server() -> None:
    """It talks over HTTP to a server that may have another version."""
    wrong = {
        (name, target)
        for name, tree in MODULES.items()
        if f"{name}.".startswith("bot.client.")
        for target in imports(tree)
        if target.split(".")[0] in {"bot", "storage"} and not f"{target}.".startswith("bot.client.")
    }
    assert not wrong


def test_front_ends_leave_the_rows_to_the_use_cases() -> None:
    """They open no transaction and call no query: they import only types, errors and the folder of the media."""
    front_ends = {name: tree for name, tree in MODULES.items() if name.startswith(("bot.telegram.", "bot.web."))}
    queries = {
        (name, target)
        for name, tree in front_ends.items()
        for target in imports(tree)
        if target.split(".")[0] == "storage" and (target.count(".") == 1 or target.split(".")[-1].islower())
        if target.removeprefix("storage.")
        not in {"Media", "StagedFile", "link_or_copy", "read_blocks", "read_chunks", "values.utc_now"}
    }
    transactions = {
        (name, node.lineno)
        for name, tree in front_ends.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.AsyncWith)
        for item in node.items
        if isinstance(item.context_expr, ast.Call) and ast.unparse(item.context_expr.func).endswith((".read", ".write"))
    }
    assert not queries | transactions


@pytest.mark.parametrize(("library", "home"), ONLY_IN.items())
def test_library_has_one_home(library: str, home: str) -> None:
    users = {name for name, tree in MODULES.items() if any(t.split(".")[0] == library for t in imports(tree))}
    assert not {name for name in users if not f"{name}.".startswith(f"{home}.")}


def test_media_are_opened_by_the_media_part_alone() -> None:
    wrong = {
        (name, node.attr)
        for name, tree in MODULES.items()
        if not f"{name}.".startswith("engine.media.")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in MEDIA_BY_THE_BACK_DOOR
    }
    assert not wrong


def test_environment_is_read_by_the_settings_alone() -> None:
    wrong = {
        name
        for name, tree in MODULES.items()
        if name not in {"bot.settings", "engine.pool.worker"}  # the worker sets it, for libraries
        for target in (*imports(tree), *attributes(tree))
        if target in {"os.environ", "os.getenv"}
    }
    options = {
        (name, word.arg)
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "envvar"
    }
    assert not wrong | options


def attributes(tree: ast.Module) -> Iterator[str]:
    """Return each ``name.attribute`` in the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def test_no_program_inherits_standard_input() -> None:
    """A program that reads the terminal from a background process group is stopped by the kernel; one in a loop of the shell
    reads the loop's input.
    """
    inheriting = {
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for package in (*PACKAGES, "tests")
        for path in (REPOSITORY / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path)))
        if isinstance(node, ast.Call) and starts_a_program(node) and "stdin" not in {word.arg for word in node.keywords}
    }
    assert not inheriting


def starts_a_program(call: ast.Call) -> bool:
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.attr in STARTS_A_PROGRAM.get(function.value.id, ())
    )


def test_no_two_public_classes_share_a_name() -> None:
    defined: dict[str, list[str]] = {}
    for package in PACKAGES:
        for path in (REPOSITORY / package).rglob("*.py"):
            if "node_modules" not in path.parts:
                for node in ast.parse(path.read_text(encoding="utf-8")).body:
                    if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                        defined.setdefault(node.name, []).append(str(path.relative_to(REPOSITORY)))
    assert {name: places for name, places in defined.items() if len(places) > 1} == {}
