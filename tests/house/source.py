"""The project's own files, read once for the house rules."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("models", "rules", "tasks", "blueprints", "app")


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the product, tests left out."""
    found = [ROOT / "app.py"]
    for layer in LAYERS[:-1]:
        found += sorted((ROOT / layer).rglob("*.py"))
    return tuple(found)


@cache
def all_files(*folders: str) -> tuple[Path, ...]:
    """Every text file below these folders."""
    found: list[Path] = []
    for folder in folders:
        path = ROOT / folder
        found += [path] if path.is_file() else [one for one in sorted(path.rglob("*")) if one.is_file()]
    return tuple(one for one in found if "__pycache__" not in one.parts)


@cache
def tree(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """A file's name as people say it, from the project's top."""
    return str(path.relative_to(ROOT))


def module(path: Path) -> str:
    """A file's dotted module name."""
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(path: Path) -> set[str]:
    """Modules a file imports, `from a import b` giving both `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found
