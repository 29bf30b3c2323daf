"""Where the project's own folders are.

The notebooks, the bundled example and the published figures are not part of the package: they stand
beside it in the project's folder, which is where ``pip install -e .`` leaves them.
"""

import tomllib
from pathlib import Path

from p3dn.errors import P3DNError

FOLDER = Path(__file__).resolve().parent.parent


def find(*parts):
    """Return the path of a file or folder of the project, e.g. ``find("data", "published")``.

    Raises
    ------
    P3DNError
        ``project-missing`` when the package was installed without the project's folder.
    """
    path = FOLDER.joinpath(*parts)
    if not path.exists():
        raise P3DNError("project-missing", file="/".join(parts))
    return path


def toml(path):
    """Return what stands in a data file of the project, which an analyst may have mended in a text editor.

    Raises
    ------
    P3DNError
        ``data-malformed`` with the line when the file is no TOML, or not in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise P3DNError("data-malformed", file=path.name, detail=str(error)) from error
