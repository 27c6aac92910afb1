"""Who may import whom."""

import ast
import re
import sys

import pytest

from tests.house.source import LAYERS, ROOT, imports, module, name, python_files, tree

FILES = [pytest.param(path, id=name(path)) for path in python_files()]
WRITES = {
    "create",
    "insert",
    "insert_many",
    "insert_from",
    "update",
    "delete",
    "save",
    "delete_instance",
    "bulk_create",
}


def layer(of: str) -> int | None:
    """Where a module stands among the layers, or None for somebody else's."""
    top = of.split(".")[0]
    return LAYERS.index(top) if top in LAYERS else None


@pytest.mark.parametrize("path", FILES)
def test_a_module_imports_only_its_own_layer_and_those_before(path):
    own = layer(module(path))
    above = [found for found in imports(path) if (layer(found) or 0) > own]
    if module(path) == "tasks.worker":
        above = [found for found in above if found.split(".")[0] != "app"]
    assert above == []


@pytest.mark.parametrize("path", [p for p in FILES if p.id.startswith("models/")])
def test_models_import_peewee_and_the_standard_library_only(path):
    others = (
        {found.split(".")[0] for found in imports(path)}
        - set(sys.stdlib_module_names)
        - {"models", "peewee", "playhouse"}
    )
    assert others == set()


@pytest.mark.parametrize("path", [p for p in FILES if p.id.startswith("rules/")])
def test_rules_know_no_web_no_queue_and_no_clock(path):
    tops = {found.split(".")[0] for found in imports(path)}
    assert not tops & {"flask", "flask_babel", "flask_wtf", "wtforms", "werkzeug", "huey", "os", "smtplib"} - (
        {"os"} if name(path) == "rules/spool.py" else set()
    )
    calls = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert not {
        call for call in calls if re.search(r"(datetime\.(now|utcnow|today)|date\.today|time\.time|os\.environ)", call)
    }


@pytest.mark.parametrize("path", [p for p in FILES if p.id.startswith("blueprints/")])
def test_a_blueprint_folder_imports_no_other_folder(path):
    parts = module(path).split(".")
    own = parts[1] if len(parts) > 1 else ""
    folders = {one.name for one in (ROOT / "blueprints").iterdir() if one.is_dir()}
    others = {found.split(".")[1] for found in imports(path) if found.startswith("blueprints.")} & folders
    assert others - {own} == set()


@pytest.mark.parametrize("path", FILES)
def test_nothing_is_imported_inside_a_function(path):
    inner = [
        f"{node.name}:{inside.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inside in ast.walk(node)
        if isinstance(inside, ast.Import | ast.ImportFrom)
    ]
    assert inner == []


@pytest.mark.parametrize("path", [p for p in FILES if p.id.startswith(("tasks/", "blueprints/", "app.py"))])
def test_only_rules_write_rows(path):
    tables = {
        alias.asname or alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("models.")
        for alias in node.names
        if alias.name[0].isupper()
    }
    writes = [
        f"{ast.unparse(node.func)}:{node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in tables
    ]
    assert writes == []


@pytest.mark.parametrize("path", [p for p in FILES if p.id.endswith("forms.py")])
def test_forms_make_no_query(path):
    calls = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert not calls & {"select", "get_or_none", "execute", "fetch"}


def test_the_app_is_imported_by_the_worker_alone():
    importers = {name(path) for path in python_files() if "app" in imports(path)}
    assert importers == {"tasks/worker.py"}


def test_rules_import_only_downwards_in_the_order_of_the_map():
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8").split("## Rules", 1)[1]
    order = re.findall(r"^\d+\. `rules/(\w+)\.py`", text, re.M)
    modules = {
        module(path).split(".")[1]
        for path in python_files()
        if name(path).startswith("rules/") and "__init__" not in name(path)
    }
    assert set(order) == modules, "docs/map.md lists other rules than there are"
    upward = []
    for path in python_files():
        if name(path).startswith("rules/") and "__init__" not in name(path):
            own = order.index(path.stem)
            used = {found.split(".")[1] for found in imports(path) if found.startswith("rules.")} & modules
            upward += [f"{path.stem} imports {other}" for other in used if order.index(other) >= own]
    assert upward == []
