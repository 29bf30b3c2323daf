"""Execute the notebooks in place and store their outputs, with nothing in them that differs between two runs.

``make update`` runs it; names choose some of the notebooks: ``make update ARGS="01-data 02-capacity"``.
A notebook that fails, or writes to stderr, is not stored. Some of the charts they draw are the pictures of README.md
and PANDUAN.md; those are stored in small.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from PIL import Image

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
IMAGES = NOTEBOOKS / "images"
PICTURES = ("01-pertanyaan", "05-air-terjun", "05-hambatan", "05-tornado", "06-bertentangan")
PICTURE_WIDTH = 1200  # pixels: sharp on a page, and small with few colours
PICTURE_COLOURS = 64
AT_ONCE = 2  # cores
CELL_SECONDS = 300
KEPT_OF_A_CELL = {"tags"}
WIDGET = "application/vnd.jupyter.widget-view+json"


def normalise(notebook):
    """Leave only what is the same in every run, on every machine; change `notebook`, a dict, in place.

    Metadata of the run go, and the random numbers of widgets, which a stored notebook could not show anyway.
    """
    notebook["metadata"] = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook["cells"]:
        cell["metadata"] = {key: value for key, value in cell["metadata"].items() if key in KEPT_OF_A_CELL}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)


def before_saving(model, **_):
    """Normalise a Python notebook that JupyterLab is about to save: `make lab` hangs this into the server."""
    content = model["content"]
    if model["type"] == "notebook" and content["metadata"].get("kernelspec", {}).get("name") == "python3":
        normalise(content)


def complaint(notebook):
    """Return the first text on stderr with its cell, or None."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                return f"wrote to stderr in the cell\n\n{cell.source}\n\n{output.text}"
    return None


async def execute(path, free):
    """Execute one notebook and store it; return what went wrong, or None."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],  # else it warns that its port on this machine is not encrypted
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    async with free:
        try:
            await client.async_execute()
        except CellExecutionError as error:
            return f"{path.name}: {error}"
    if wrong := complaint(notebook):
        return f"{path.name}: {wrong}"
    normalise(notebook)
    store(path, nbformat.writes(notebook).rstrip("\n") + "\n")
    return None


def store(path, text):
    """Write `text` where it differs from what stands there, and say so."""
    same = path.read_text(encoding="utf-8") == text
    if not same:
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path.name}: {'unchanged' if same else 'stored'}")


def store_picture(chart):
    """Store a chart in small among the pictures, where it is drawn."""
    if not chart.exists():
        return
    IMAGES.mkdir(exist_ok=True)
    with Image.open(chart) as drawn:
        height = round(drawn.height * PICTURE_WIDTH / drawn.width)
        small = drawn.convert("RGB").resize((PICTURE_WIDTH, height), Image.Resampling.LANCZOS)
    few = small.quantize(PICTURE_COLOURS, dither=Image.Dither.NONE)
    few.save(IMAGES / chart.name, optimize=True)


def chosen(names):
    """Return the paths of the notebooks called `names`, or of all."""
    if not names:
        return sorted(NOTEBOOKS.glob("*.ipynb"))
    paths = [NOTEBOOKS / f"{Path(name).stem}.ipynb" for name in names]
    if missing := [path.name for path in paths if not path.exists()]:
        sys.exit(f"no such notebook: {', '.join(missing)}")
    return paths


async def execute_all(paths):
    """Execute `paths` side by side; return what went wrong."""
    free = asyncio.Semaphore(AT_ONCE)
    told = await asyncio.gather(*(execute(path, free) for path in paths))
    return [one for one in told if one]


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="notebooks, e.g. 02-capacity; by default all")
    paths = chosen(parser.parse_args().names)
    os.environ.pop("MPLBACKEND", None)  # the kernel draws inline
    os.environ["P3DN_LANG"] = "id"
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # this Python's kernel, not one of the user's
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["P3DN_OUT"] = scratch
        os.environ["IPYTHONDIR"] = scratch
        if wrong := asyncio.run(execute_all(paths)):
            sys.exit("\n\n".join(wrong))
        for name in PICTURES:
            store_picture(Path(scratch) / "charts" / f"{name}.png")


if __name__ == "__main__":
    main()
