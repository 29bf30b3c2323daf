"""The arrows of the design: who may import whom, who opens files, who prints, and what `import p3dn` costs."""

import ast
import builtins
import json
import subprocess
import sys
from pathlib import Path

import pytest

import p3dn

PACKAGE = Path(p3dn.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = {path: "p3dn." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in MODULES}
WINGS = ("reading", "analysis", "briefing")
BELOW = ("words", "formats", "errors", "marks", "home")
WIRING = {"p3dn.cli", "p3dn.runner", "p3dn.__init__", "p3dn.__main__"}


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def wing(path):
    part = path.relative_to(PACKAGE).parts[0]
    return part if part in WINGS else None


def imports(path):
    """Return the full names of all modules that a module imports, those inside functions too."""
    package = NAMES[path].rsplit(".", 1)[0]
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parent = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
                base = f"{parent}.{base}".rstrip(".")
            found |= {base} | {f"{base}.{one.name}" for one in node.names}
    return found


def imported_wings(path):
    return {one.split(".")[1] for one in imports(path) if one.startswith("p3dn.") and one.split(".")[1] in WINGS}


def show(path):
    return NAMES[path]


@pytest.mark.parametrize("path", MODULES, ids=show)
def test_a_wing_imports_no_other_wing(path):
    if wing(path):
        assert imported_wings(path) <= {wing(path)}
    elif NAMES[path] not in WIRING:
        assert imported_wings(path) == set()


@pytest.mark.parametrize("name", BELOW)
def test_what_stands_below_all_imports_nothing_above(name):
    ours = {one for one in imports(PACKAGE / f"{name}.py") if one.startswith("p3dn")}
    assert {one.split(".")[1] for one in ours if "." in one} <= set(BELOW)


def opens(node):
    """Tell whether a call opens, reads or writes a file, whatever it is called on."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id == "open"
    names = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "read_csv", "read_excel", "read_parquet"}
    names |= {"to_csv", "to_excel", "unlink", "mkdir", "iterdir", "glob", "rglob"}
    return isinstance(node.func, ast.Attribute) and node.func.attr in names


@pytest.mark.parametrize("path", [path for path in MODULES if wing(path) == "analysis"], ids=show)
def test_analysis_opens_no_file_but_its_rules(path):
    if path.name == "_rules.py":
        assert "rules" in path.read_text(encoding="utf-8")
        return
    assert [node.lineno for node in ast.walk(tree(path)) if opens(node)] == []


@pytest.mark.parametrize("path", [path for path in MODULES if wing(path)], ids=show)
def test_no_wing_fetches_anything_from_the_network(path):
    assert not {"urllib.request", "requests", "http.client", "socket"} & imports(path)


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "cli.py"], ids=show)
def test_only_the_command_line_prints(path):
    printed = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printed == []


def public(path):
    """Return the public functions, classes and methods of a module that have no docstring."""
    bare = []
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            bare += [node.name] if not ast.get_docstring(node) else []
            if isinstance(node, ast.ClassDef):
                methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
                bare += [
                    f"{node.name}.{one.name}"
                    for one in methods
                    if not one.name.startswith("_") and not ast.get_docstring(one)
                ]
    return bare


@pytest.mark.parametrize("path", MODULES, ids=show)
def test_every_public_name_is_documented(path):
    assert public(path) == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.read_text(encoding="utf-8").strip()], ids=show)
def test_every_module_opens_by_saying_what_it_is(path):
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", MODULES, ids=show)
def test_only_our_own_errors_leave(path):
    """Another error may be raised where the same module catches it, and AttributeError in `__getattr__`."""
    builtin = {name for name in vars(builtins) if name.endswith(("Error", "Exception"))} - {"AttributeError"}
    nodes = list(ast.walk(tree(path)))
    raised = {
        node.exc.func.id
        for node in nodes
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)
    }
    handled = [node.type for node in nodes if isinstance(node, ast.ExceptHandler) and node.type]
    caught = {name.id for handler in handled for name in ast.walk(handler) if isinstance(name, ast.Name)}
    assert raised & builtin <= caught


@pytest.mark.parametrize("path", MODULES, ids=show)
def test_nothing_is_left_to_do(path):
    text = path.read_text(encoding="utf-8")
    assert "TODO" not in text
    assert "FIXME" not in text


def loaded(statement):
    """Return the modules that a statement loads in a Python of its own."""
    code = f"{statement}; import json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    return set(json.loads(done.stdout))


def test_importing_p3dn_costs_no_more_than_pandas():
    heavy = {
        "matplotlib",
        "openpyxl",
        "seaborn",
        "jinja2",
        "nbformat",
        "nbclient",
        "papermill",
        "tqdm",
        "python_calamine",
    }
    assert not heavy & loaded("import p3dn")


def test_reading_needs_no_charts():
    assert not {"matplotlib", "seaborn", "openpyxl"} & loaded("import p3dn; p3dn.load_sentra; p3dn.read")


def test_public_names_are_there():
    missing = []
    for name in p3dn.__all__:
        try:
            getattr(p3dn, name)
        except (ImportError, AttributeError) as error:
            missing.append((name, str(error)))
    assert missing == []
    assert set(p3dn.__all__) <= set(dir(p3dn))


def test_unknown_public_name():
    with pytest.raises(AttributeError, match="tidak_ada"):
        p3dn.tidak_ada  # noqa: B018 - it must fail
