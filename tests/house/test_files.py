"""Files stay small, and say what they are."""

import ast
import re
import statistics

import pytest

from tests.house.source import ROOT, all_files, name, python_files, tree

FILES = [pytest.param(path, id=name(path)) for path in python_files()]
TOP = {
    "app.py",
    "blueprints",
    "static",
    "templates",
    "tasks",
    "tests",
    "requirements.txt",
    "requirements-dev.txt",
    "models",
    "rules",
    "docs",
    "run",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "pyproject.toml",
    ".env.example",
    ".gitignore",
    ".ci",
    ".git",
    ".venv",
    "var",
    "var.key",
    "var.key.recovery",
    ".ruff_cache",
    ".mypy_cache",
    ".hypothesis",
    ".pytest_cache",
    "__pycache__",
}
BAD_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager"}


def test_the_top_level_is_fixed():
    assert {one.name for one in ROOT.iterdir()} - TOP == set()


@pytest.mark.parametrize("path", FILES)
def test_no_file_is_two_things(path):
    assert path.stem not in BAD_NAMES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_the_median_file_is_small():
    assert statistics.median(len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()) <= 90


@pytest.mark.parametrize("path", FILES)
def test_no_function_is_longer_than_60_lines(path):
    long = [
        f"{node.name} {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60 and "migrations" not in path.parts
    ]
    assert long == []


@pytest.mark.parametrize("path", FILES)
def test_every_module_class_and_public_function_says_what_it_is(path):
    silent = [] if ast.get_docstring(tree(path)) else ["the module"]
    for node in tree(path).body:
        inner = node.body if isinstance(node, ast.ClassDef) and node.name[0] != "_" else []
        for one in [node, *inner]:
            is_public = isinstance(one, ast.FunctionDef | ast.ClassDef) and one.name[0] != "_" and one.name != "Meta"
            if is_public and not ast.get_docstring(one):
                silent.append(one.name)
    assert silent == []


def test_no_text_names_a_place_outside_the_project():
    outside = re.compile(
        r"\.\./shared|(?<![\w.])/(?:work|farm|root)/|pypi\.org/simple|files\.pythonhosted|registry\.npmjs"
    )
    found = [
        name(path)
        for path in all_files(
            "app.py",
            "models",
            "rules",
            "tasks",
            "blueprints",
            "templates",
            "static",
            "tests",
            "docs",
            "README.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "SECURITY.md",
            "run",
            ".ci",
            "pyproject.toml",
        )
        if path.suffix not in (".png", ".js")
        and path.name != "test_files.py"
        and outside.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_tests_do_not_skip_sleep_or_assert_nothing():
    idle = re.compile(r"pytest\.(mark\.)?(skip|xfail)|assert True\b")
    found = [
        name(path)
        for path in all_files("tests")
        if path.suffix == ".py" and path.name != "test_files.py" and idle.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
