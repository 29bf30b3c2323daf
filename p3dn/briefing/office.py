"""Native charts as PowerPoint keeps them: a drawing, and the workbook that its numbers come from.

python-pptx writes the skeleton. What it has no words for is added here: the place of the plot, the format and the
place of every label, what cannot be known as hatching. The workbook behind a chart is written anew, with texts that
stay texts and numbers under their own format, and with the mark of illustrative data in its first cell.
"""

import io

from p3dn import formats, marks
from p3dn.briefing import labels, style
from p3dn.briefing.lined import lines
from p3dn.briefing.masks import mask
from p3dn.briefing.native import HATCHED
from p3dn.briefing.plots import offset
from p3dn.briefing.workbook import FORMATS, MARKS, put, repacked

_GAP = 45  # between bars, percent of a bar
_RULE = 9525  # English metric units of a thin line


def draw(slide, placed, *, kind, alt, lang, marked=False):
    """Put one placed plot on a slide as a native chart, with its heading above it; return the graphic frame."""
    from pptx.chart.data import CategoryChartData
    from pptx.util import Inches

    plot, box = placed.plot, placed.below
    data = CategoryChartData(number_format="General")
    data.categories = plot.names
    for each in plot.series:
        data.add_series(each.name, each.values)
    frame = slide.shapes.add_chart(_type(kind), *map(Inches, box), data)
    frame.name = plot.head or plot.series[0].name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    _dress(chart, placed.size)
    if kind == "lines":
        lines(chart, placed, lang)
    else:
        _bars(chart, placed, kind, lang)
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(plot, lang=lang, marked=marked))
    return frame


def _type(kind):
    from pptx.enum.chart import XL_CHART_TYPE as TYPE

    return {"bars": TYPE.BAR_CLUSTERED, "stacked": TYPE.BAR_STACKED, "lines": TYPE.LINE_MARKERS}[kind]


def _dress(chart, size):
    """Give a chart the letters of the slide, and take away what is not read."""
    from pptx.enum.chart import XL_TICK_MARK
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.color.theme_color = Pt(size), MSO_THEME_COLOR.TEXT_1
    for axis in (chart.category_axis, chart.value_axis):
        axis.has_major_gridlines = False
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    line = chart.category_axis.format.line
    line.color.theme_color, line.width = MSO_THEME_COLOR.TEXT_2, _RULE


def _bars(chart, placed, kind, lang):
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    axis, scale, box = chart.category_axis, chart.value_axis, placed.box
    axis.reverse_order, scale.visible = True, False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW if placed.named else XL_TICK_LABEL_POSITION.NONE
    if not any(value < 0 for each in placed.plot.series for value in each.values if value is not None):
        scale.minimum_scale, scale.maximum_scale = 0, placed.top
        labels.inner(chart, placed.names / box.width, 0, placed.bars / box.width, 1)
    chart.plots[0].gap_width = _GAP
    for number, (series, drawn) in enumerate(zip(placed.plot.series, chart.series, strict=True)):
        usual = max(series.looks, key=series.looks.count)
        _look(drawn.format.fill, usual)
        drawn.invert_if_negative = False
        for row, look in enumerate(series.looks):
            if look != usual:
                _look(drawn.points[row].format.fill, look)
        labels.write(drawn, [_label(placed, number, row, kind, lang) for row in range(len(series.values))])


def _look(fill, look):
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_PATTERN

    if look == HATCHED:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = RGBColor.from_string(style.MUTED[1:]), RGBColor(255, 255, 255)
    else:
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(look.removeprefix("#"))


def _label(placed, number, row, kind, lang):
    """Return the label of one value as XML, or a mark that there is none."""
    series, size = placed.plot.series[number], placed.size
    written, value = series.written[row], series.values[row]
    if not written or value is None:
        return labels.NONE.format(row=row)
    code = mask(written, series.form, lang=lang)
    if kind == "bars":
        return labels.labelled(row, code, "outEnd", size)
    if number not in placed.moved.get(row, ([],))[0]:
        paper = series.looks[row] == HATCHED
        ink = style.INK if paper else style.ink_on(series.looks[row])
        return labels.labelled(row, code, "ctr", size, ink="FFFFFF" if ink == "white" else ink[1:], paper=paper)
    return labels.labelled(row, code, "ctr", size, shift=(offset(placed, row, number), 0), swatch=1)


def workbook(plot, *, lang=None, marked=False):
    """Return the workbook behind a chart: the names of the rows, one column per series, the same bytes every time."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = "Sheet1"  # the name that the chart refers to
    put(page, 1, marks.TEXT if marked else "")
    page.oddHeader.center.text = marks.TEXT if marked else None
    for row, name in enumerate(plot.names, start=2):
        put(page, row, name)
    for column, each in enumerate(plot.series, start=2):
        put(page, 1, each.name, column=column)
        for row, value in enumerate(each.values, start=2):
            if value is not None:
                page.cell(row, column, value).number_format = MARKS[formats.language(lang)] + FORMATS.get(
                    each.form, "#,##0.##"
                )
    page.column_dimensions["A"].width = 34
    book.properties.creator, book.properties.title = "p3dn", plot.head
    packed = io.BytesIO()
    book.save(packed)
    return repacked(packed.getvalue())
