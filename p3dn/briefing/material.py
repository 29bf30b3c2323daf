"""What the slides of a deck are made from, and what stands in the notes under each of them.

Notes are for whoever must answer for a slide: what was measured and how, what to keep in mind, whose data these
are, and where the figures can be looked up, in which notebook and on which sheet of the workbook.
"""

from dataclasses import dataclass
from pathlib import Path

from p3dn import formats, words
from p3dn.briefing.cells import names_saved
from p3dn.briefing.saved import saved
from p3dn.briefing.sections import Section, limits, sections
from p3dn.briefing.workbook import sheet_titles


@dataclass(frozen=True)
class Material:
    """Saved charts and tables by name, their sheets and sections; the limits of each notebook; language and mark."""

    folder: Path
    charts: dict
    tables: dict
    sheets: dict
    places: dict
    limits: list
    lang: str
    marked: bool

    def say(self, key, **values):
        """Return one of the deck's own texts."""
        return words.say(f"briefing.deck.{key}", lang=self.lang, **values)

    def more(self, count, sheets):
        """Return the line that says where the rest stands, in a list; an empty list where nothing is left."""
        return [self.say("more", count=count, sheets=list(sheets))] if count else []

    def source(self, each):
        """Return the line that names the source of a chart or a table, or an empty text."""
        text = each.stated["source"]
        return words.say("briefing.source", text=text, lang=self.lang) if text else ""

    @property
    def warning(self):
        """The sentence on illustrative data in a list, or an empty list."""
        return [words.say("briefing.illustrative", lang=self.lang)] if self.marked else []

    def finding(self, name, otherwise):
        """Return what the section of a table has found, else another title."""
        found = self.places.get(name, Section()).findings
        return found[-1] if found else otherwise

    def notes(self, each):
        """Return the notes of the slide of a chart or a table."""
        stated, place = each.stated, self.places.get(each.name, Section())
        measure = " · ".join(filter(None, (stated.get("subtitle"), stated["records"])))
        method = self.say("method", text=place.text) if place.text else ""
        where = self.say("where", notebook=place.notebook, section=place.title, sheets=self.sheets[each.name])
        return [stated["title"], measure, method, stated["note"], self.source(each), where, *self.warning]


def material(folder, notebooks, *, lang=None, illustrative=False):
    """Return the `Material` of a report's folder and its executed notebooks."""
    found = saved(folder, names_saved(notebooks))
    sheets = {}
    for each, sheet in zip(found, sheet_titles(found), strict=True):
        sheets.setdefault(each.name, []).append(sheet)
    charts, tables = ({each.name: each for each in found if each.chart is kind} for kind in (True, False))
    told = [limits(notebook) for notebook in notebooks]
    marked = illustrative or any(each.stated["illustrative"] for each in found)
    return Material(Path(folder), charts, tables, sheets, sections(notebooks), told, formats.language(lang), marked)
