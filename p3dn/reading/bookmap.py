"""The map of a workbook: on one screen, what was understood, what was set aside, and what needs a person.

On top stand the questions, each with the argument that answers it; then a line per table in sheet order: where it is,
its header, its columns, its counts, whether its stated totals agree. What lies outside is named by cell only, because
the text of a row that is no record may be personal.
"""

import html

from p3dn import formats, words
from p3dn.reading import headers
from p3dn.reading.report import COUNTS, issue_line

_COLUMNS, _CELLS, _ASKS = 8, 8, 8
_WIDE = 200
_STYLE = "text-align:left;vertical-align:top;border-top:1px solid rgba(128,128,128,.5);padding:.2em .6em"
_PARTS = ("table", "header", "columns", "rows", "totals", "beside")


def is_wide(table):
    """Tell whether a table has so many columns that typing them all would keep the reader of a map waiting."""
    return len(table.names) > _WIDE


def text(book):
    """Return the map as plain text."""
    lines = [words.say("reading.book", file=book.name, tables=len(book.tables))]
    lines += ["  " + line for line in _asks(book)]
    lines += ["  " + _line_of(one) for one in book.tables]
    return "\n".join([*lines, *("  " + line for line in _rest(book))])


def page(book):
    """Return the map as HTML; every text of the file is escaped, and colours are left to the page around it."""
    head = html.escape(words.say("reading.book", file=book.name, tables=len(book.tables)))
    asks = "".join(f"<li>{html.escape(line)}</li>" for line in _asks(book))
    asks = f"<p><strong>{html.escape(words.say('reading.map_asks'))}</strong></p><ul>{asks}</ul>" if asks else ""
    cells = "".join(f'<th scope="col" style="{_STYLE}">{html.escape(words.say(f"reading.map_{one}"))}</th>'
                    for one in _PARTS)  # fmt: skip
    rows = "".join(
        "<tr>" + "".join(f'<td style="{_STYLE}">{html.escape(cell)}</td>' for cell in _cells(one)) + "</tr>"
        for one in book.tables
    )
    rest = "".join(f"<li>{html.escape(line)}</li>" for line in _rest(book))
    return (
        f'<div class="p3dn-map"><p><strong>{head}</strong></p>{asks}<table style="border-collapse:collapse">'
        f"<thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>{f'<ul>{rest}</ul>' if rest else ''}</div>"
    )


def _place(table):
    title = table.title if len(table.title) < 80 else table.title[:79] + "…"
    return f"{table.sheet}!{table.range}" + (f" “{title}”" if title else "")


def _cells(table):
    """Return what the map says of a table, one text per column of the map."""
    rows = headers.ranges(table.header_rows)
    header = words.say("reading.map_header_rows", rows=rows) if rows else words.say("reading.map_no_header")
    return _place(table), header, _columns(table), _counts(table), _totals(table), _aside(table)


def _line_of(table):
    """Return what the map says of a table as one line, each part named where that is not plain."""
    place, header, columns, counts, *rest = _cells(table)
    heads = words.say("reading.map_header"), words.say("reading.map_rows")
    return f"{place}: " + "; ".join(filter(None, [f"{heads[0]}: {header}", columns, f"{heads[1]}: {counts}", *rest]))


def _counts(table):
    """Return the rows that were read and what they are; what there is none of is left out."""
    found = [(name, count) for name, count in table.counts.items() if count or name in COUNTS[:2]]
    read, *parts = [words.say(f"reading.map_{name}", count=count) for name, count in found]
    return f"{read} = {' + '.join(parts)}"


def _columns(table):
    """Return the names of the first columns with their letters and kinds, and how many more there are."""
    shown = table.column_kinds(_COLUMNS)
    texts = [f"{name} ({letter}, {words.say(f'reading.kind_{kind}')})" for name, letter, kind in shown]
    more = len(table.names) - len(shown)
    if more > 0:
        texts.append(words.say("reading.map_more", count=more))
    return "; ".join(texts)


def _totals(table):
    if is_wide(table) or not len(table.checks):
        return words.say("reading.map_no_check") if table.totals_rows else ""
    agree = int(table.checks["agrees"].sum())
    return words.say("reading.checks", agree=agree, checks=len(table.checks))


def _aside(table):
    cells = table.set_aside["cell"].tolist()
    if not cells:
        return ""
    return words.say("reading.map_aside", count=len(cells), cells=_some(cells))


def _some(cells):
    return ", ".join(cells[:_CELLS]) + (", …" if len(cells) > _CELLS else "")


def _asks(book):
    """Return what needs a person, a line each."""
    issues = book.shown_issues()
    lines = [_line(row) for row in issues[issues["severity"].eq("ask")].itertuples()]
    more = len(lines) - _ASKS
    return lines[:_ASKS] + ([words.say("reading.more", count=more)] if more > 0 else [])


def _line(row):
    """Return an issue as a line, without the name of the file that the map is of."""
    return issue_line(row._replace(file=""))


def _rest(book):
    """Return the sheets without a table, what lies outside of tables, and what was noticed of the file."""
    lines = [words.say("reading.book_bare", sheet=sheet) for sheet in book.bare]
    outside = book.outside
    for sheet in dict.fromkeys(outside["sheet"]):
        cells = outside.loc[outside["sheet"].eq(sheet), "cell"].tolist()
        count = formats.number(len(cells))
        lines.append(words.say("reading.map_outside", sheet=sheet, count=count, cells=_some(cells)))
    issues = book.shown_issues()
    told = [_line(row) for row in issues[issues["severity"].eq("warn")].itertuples()]
    more = len(told) - _ASKS
    return lines + told[:_ASKS] + ([words.say("reading.more", count=more)] if more > 0 else [])
