"""The note as a PDF, by pip packages alone: Typst sets the page from ``note.typ``.

The texts go to Typst as data (``note.json``) and never as its markup, so whatever a cell held is shown as it stands.
Only fonts that come with Typst and matplotlib are used and no time is written: the same note gives the same bytes on
every machine. The PDF is tagged (PDF/UA-1), with title, language and alternative texts, for those who listen.
"""

import json
from importlib import resources
from pathlib import Path

from p3dn import marks
from p3dn.briefing.note import HEAD, widths

WORDS = (
    *("heading", "number", "basis", "subject", "analysis", "proposal", "direction", "instruction", "no_proposal"),
    *("signature", "published", "quotable", "not_quotable"),
)
TEXT, HIGHEST = 17, 8.2  # cm: width of the text, height of a chart


def write_pdf(note):
    """Return a `Note` as the bytes of a tagged PDF."""
    import matplotlib as mpl
    import typst

    files = {f"chart-{at}.svg": chart.svg for at, chart in enumerate(note.charts)}
    files["note.json"] = json.dumps(_stated(note), ensure_ascii=False).encode()
    files["main"] = resources.files("p3dn.briefing").joinpath("note.typ").read_bytes()
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return typst.compile(files, format="pdf", font_paths=[fonts], ignore_system_fonts=True, pdf_standards=["ua-1"])


def _stated(note):
    """Return everything that the page says, by the names that ``note.typ`` uses."""
    said = ("lang", "title", "mark", "basis", "subject", "main", "findings", "more", "proposal", "asks")
    told = {name: getattr(note, name) for name in said}
    told |= {name: [vars(quote) for quote in getattr(note, name)] for name in ("quotable", "not_quotable")}
    told["charts"] = [
        {"file": f"chart-{at}.svg", "alt": chart.alt, "width": min(TEXT, HIGHEST / chart.ratio)}
        for at, chart in enumerate(note.charts)
    ]
    told["table"] = vars(note.table) | {"shares": widths(note.table), "below": note.below} if note.table else None
    told["head"] = [[note.say(name), note.title if name == "regarding" else ""] for name in HEAD]
    return told | {"words": {key: note.say(key) for key in WORDS}, "stamp": marks.TEXT, "annex": note.annex}
