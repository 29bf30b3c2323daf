"""Where on a sheet the tables are: the first header, its rows, the next header, and so on to the bottom.

A new table begins where a row reads as a header after a break, and holds labels where the rows above hold
numbers, or stands under a title of its own. Sides of a blank column are looked at on their own. What cannot be a table
is left: a sheet of prose has no header, and a sheet whose first row is already data gets its columns named by letter.
"""

from p3dn.reading import following, headers, sides, spread
from p3dn.reading.blocks import Block
from p3dn.reading.cells import is_figure
from p3dn.reading.grid import is_blank, letters
from p3dn.reading.said import said as as_said
from p3dn.reading.tables import Table
from p3dn.words import Sentence


def find(grid, file, *, header=None, area=None, totals=None, decimal=None):
    """Return the tables of a grid, from top to bottom.

    Parameters
    ----------
    grid : Grid
        The cells of one sheet.
    file : str
        The file's name, for messages.
    header : int or sequence of int, optional
        The header's rows as Excel numbers them; then the sheet is one table.
    area : str, optional
        The cells of the only table, header and body, as in ``"B4:H60"``.
    totals : sequence of int, optional
        The rows that state totals as Excel numbers them; empty where none does.
    decimal : {",", "."}, optional
        The decimal mark of numbers written as text.
    """
    say = as_said(file, grid.sheet, len(grid.rows), header=header, area=area, totals=totals, decimal=decimal)
    if say.box:
        top, left, bottom, right = say.box
        grid = sides.window(grid, top, left, bottom, right)
    elif wide := spread.find(grid, file, header=say.header, totals=say.totals, decimal=decimal):
        return wide
    finder = _Finder(file, say)
    sheet = headers.Sheet(grid)
    if say.header is not None:
        return [finder.table(sheet, 0, say.header, stop=False)[0]]
    tables = finder.tables(sheet, 0)
    return tables or finder.headerless(sheet, 0, len(grid.rows))


class _Finder:
    """Finds tables for one file under what the reader said."""

    def __init__(self, file, say):
        self.file, self.say = file, say

    def tables(self, sheet, start):
        """Return the tables from a row on."""
        found = []
        while start < len(sheet.rows):
            first = _first_header(sheet, start)
            if first is None:
                break
            records = _records_above(sheet, start, first)
            if records:
                anew = sheet.filled[first - 1] < 2 and following.begins_anew(sheet, records[0], first)
                end = first if anew else len(sheet.rows)
                found += self.headerless(sheet, start, end, sure=True)
                start = end
                continue
            header_rows = sheet.header_rows(first)
            beside, start = self.beside(sheet, start, header_rows)
            if beside:
                found += beside
                continue
            table, start = self.table(sheet, start, header_rows, stop=not self.say.box)
            found.append(table)
        return found

    def beside(self, sheet, start, header_rows):
        """Return the tables of a region that stand side by side, and the row after them; none, and the start."""
        if self.say.box:
            return [], start
        after, _ = following.next_header(sheet, header_rows[-1] + 1, header_rows)
        end = following.before_title(sheet, header_rows[-1] + 1, after)
        panes, sure = sides.split(sheet, start, header_rows[0], end)
        views = [headers.Sheet(sides.window(sheet.grid, start, left, end - 1, right)) for left, right in panes]
        found = [table for view in views for table in self.tables(view, start)]
        if found and not sure:
            found[0].asks.append(("tables-beside", {"ranges": [one.range for one in found]}))
        for table in found:
            table.title = table.title or found[0].title
            table.why.append(Sentence("reading.why_beside", {"count": len(panes)}))
        return found, (end if found else start)

    def table(self, sheet, start, header_rows, *, stop):
        """Return the table whose header is given, and the row where the next one may start."""
        body, why = header_rows[-1] + 1, [self._why_header(header_rows)]
        if body < len(sheet.rows) and sheet.is_column_numbers(body):
            why.append(Sentence("reading.why_numbers", {"row": str(body + 1)}))
            body += 1
        end, repeats = following.next_header(sheet, body, header_rows) if stop else (len(sheet.rows), ())
        repeats = dict.fromkeys(repeats, "row-header")
        if header_rows[-1] + 1 == body < end - 1 and sheet.is_translation(body):
            repeats[body] = "row-translated"
        left, right = _extent(sheet, header_rows, body, end)
        running = _running(sheet, header_rows, left, right)
        last = following.before_title(sheet, body, end) if stop else end
        block = Block(sheet, body, last, left, right, running, self.say.totals, repeats)
        names, made = _names(sheet, header_rows, left, right, block)
        return self._made(sheet, block, names, (start, header_rows), [*why, *made]), block.end

    def headerless(self, sheet, start, end, *, sure=False):
        """Return the one table of rows whose first is already data, with its columns named by letter.

        Without figures or pairs of names and values it is none, unless it is sure to be one.
        """
        rows = [row for row in range(start, end) if sheet.filled[row] > 1]
        counted = bool(rows) and "(" in sheet.text(rows[0]) and sheet.is_column_numbers(rows[0])
        rows = rows[counted:]
        if len(rows) < 2:
            return []
        covered = [sheet.covered(row) for row in rows]
        left, right = min(map(min, covered)), max(map(max, covered))
        block = Block(sheet, rows[0], end, left, right, None, self.say.totals)
        form = sum(map(sheet.is_form_line, rows)) > 0.5 * len(rows)
        if not (block.numeric or form or sure or self.say.box):
            return []
        names = [f"kolom_{letters(column)}" for column in range(left, right + 1)]
        why = [Sentence("reading.why_form" if form else "reading.why_no_header")]
        why += [Sentence("reading.why_numbers", {"row": str(rows[0])})] if counted else []
        return [self._made(sheet, block, names, (start, []), why)]

    def _made(self, sheet, block, names, above, why):
        start, header_rows = above
        title_rows = [row for row in range(start, (header_rows or [block.first])[0]) if sheet.filled[row]]
        if title_rows:
            why = [Sentence("reading.why_title", {"rows": headers.ranges(title_rows)}), *why]
        table = Table(
            self.file, sheet.grid, " ".join(map(sheet.text, title_rows)), header_rows, block.left, names, block.rows,
            block.totals, block.blanks, block.aside, block.notes, block.first, block.last, why, self.say.decimal,
        )  # fmt: skip
        table.spans, table.title_rows, table.running = block.spans, title_rows, block.running
        table.section_of = block.sections()
        table.asks += [("codes-nested", {})] if block.nested else []
        table.why += [*_why_block(block), *block.why]
        return table

    def _why_header(self, rows):
        key = "reading.why_header_said" if self.say.header is not None else "reading.why_header"
        return Sentence(key, {"rows": headers.ranges(rows)})


def _why_block(block):
    """Return why the block ends where it does, which column counts its rows, and which rows are titles of sections."""
    why = []
    if block.running is not None:
        why.append(Sentence("reading.why_running", {"column": letters(block.running)}))
    sections = [row for row, code in block.aside if code == "row-section"]
    if sections:
        why.append(Sentence("reading.why_sections", {"rows": headers.ranges(sections)}))
    repeats = [row for row, code in block.aside if code == "row-header"]
    if repeats:
        why.append(Sentence("reading.why_repeats", {"rows": headers.ranges(repeats)}))
    if block.notes:
        why.append(Sentence("reading.why_end", {"row": str(block.last + 1), "rows": headers.ranges(block.notes)}))
    return why


def _first_header(sheet, start):
    """Return the row where the next header begins, or None; of two that could, the wider one right above figures.

    A row above belongs to it where it holds the names of groups, or names a column that the header leaves blank.
    """
    first = next((row for row in range(start, len(sheet.rows)) if sheet.is_header(row)), None)
    while first is not None and (below := following.header_below_title(sheet, first)) is not None:
        first = below
    if first is None:
        return first
    while first > start and _belongs_above(sheet, first):
        first -= 1
    if first + 1 >= len(sheet.rows) or len(sheet.header_rows(first)) > 1:
        return first
    wider = sheet.filled[first + 1] > sheet.filled[first] and sheet.is_header(first + 1)
    return first + 1 if wider and following.heads_figures(sheet, first + 1, ahead=1) else first


def _belongs_above(sheet, first):
    if not sheet.heads(first - 1) or following.is_title(sheet, first - 1):
        return False
    return bool(sheet.covered(first - 1) - sheet.covered(first)) or sheet.header_rows(first - 1)[-1] >= first


def _records_above(sheet, start, first):
    """Return the rows above a header that are records without one: as wide as it, and with figures."""
    least = max(2, 0.5 * sheet.filled[first])
    wide = [row for row in range(start, first) if sheet.filled[row] >= least and not sheet.is_form_line(row)]
    wide = [row for row in wide if any(is_figure(cell) for cell in sheet.rows[row] if not is_blank(cell))]
    return wide if len(wide) > 1 else []


def _running(sheet, header_rows, left, right):
    """Return the column whose header says that it only counts the rows, or None."""
    names = sheet.names(header_rows, left, min(left + 1, right))
    return next((left + at for at, name in enumerate(names) if sides.RUNNING.match(name.strip())), None)


def _extent(sheet, header_rows, body, end):
    """Return the first and the last column that the header names or its rows fill."""
    named = set().union(*(sheet.covered(row) for row in header_rows)) or {0}
    low, high = min(named), max(named)
    for row in range(body, end):
        cells = sheet.rows[row]
        if sheet.filled[row] > 2:
            low = next((column for column in range(low) if not is_blank(cells[column])), low)
            high = next((column for column in range(len(cells) - 1, high, -1) if not is_blank(cells[column])), high)
    return low, high


def _names(sheet, header_rows, left, right, block):
    """Return unique names of the columns, and why any of them was made."""
    names, carried = sheet.full_names(header_rows, left, right)
    why = [Sentence("reading.why_group", {"columns": [letters(left + at) for at in carried]})] if carried else []
    seen = set()
    for position, name in enumerate(names):
        if not name:
            names[position] = f"kolom_{letters(left + position)}"
        elif name.casefold() in seen:
            names[position] = f"{name} ({letters(left + position)})"
            why.append(Sentence("reading.why_twice", {"header": name, "cell": letters(left + position)}))
        seen.add(names[position].casefold())
    while (
        len(names) > 1 and names[-1] == f"kolom_{letters(left + len(names) - 1)}" and not _has_data(block, len(names))
    ):
        names.pop()
    return names, why


def _has_data(block, width):
    column = block.left + width - 1
    rows = (block.sheet.rows[row] for row in range(block.first, block.last + 1))
    return any(column < len(row) and not is_blank(row[column]) for row in rows)
