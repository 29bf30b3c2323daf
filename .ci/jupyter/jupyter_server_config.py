"""What `make lab` adds to JupyterLab; its ordinary protections (token, this machine only) stay as they are.

A notebook is saved as `make update` stores it: Lab writes the version of the Python at hand into every
notebook that it opens, and saves it after two minutes, so that looking at one would change it for git.
"""

import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "tests"))

from update_notebooks import before_saving  # noqa: E402 - only now can it be found

c.ServerApp.root_dir = str(ROOT)  # noqa: F821 - Jupyter hands `c` to this file
c.FileContentsManager.preferred_dir = "notebooks"  # noqa: F821
c.FileContentsManager.pre_save_hook = before_saving  # noqa: F821
# Jupyter reads this file twice.
warnings.filterwarnings("ignore", message="Overriding existing pre_save_hook")
