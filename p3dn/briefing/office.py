"""Native charts as PowerPoint keeps them: a drawing, and the workbook that its numbers come from.

python-pptx writes the skeleton. What it has no words for is added here: the place of the plot, the format and the
place of every label, what cannot be known as hatching. The workbook behind a chart is written anew, with texts that
stay texts and numbers under their own format, and with the mark of illustrative data in its first cell.
"""

import io

from p3dn import formats, marks
from p3dn.briefing import style
from p3dn.briefing.masks import mask
from p3dn.briefing.native import HATCHED
from p3dn.briefing.plots import offset
from p3dn.briefing.workbook import FORMATS, MARKS, put, repacked

_NO_LINES = (  # from a value that has moved back to its part
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"'
    ' xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/>'
    "</c:ext></c:extLst>"
)
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
    (_lines if kind == "lines" else _bars)(chart, placed, kind, lang)
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
        _inner(chart, placed.names / box.width, 0, placed.bars / box.width, 1)
    chart.plots[0].gap_width = _GAP
    for number, (series, drawn) in enumerate(zip(placed.plot.series, chart.series, strict=True)):
        usual = max(series.looks, key=series.looks.count)
        _look(drawn.format.fill, usual)
        for row, look in enumerate(series.looks):
            if look != usual:
                _look(drawn.points[row].format.fill, look)
        labels = [_label(placed, number, row, kind, lang) for row in range(len(series.values))]
        _write(drawn, labels)


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


def _inner(chart, left, top, width, height):
    """Say where in the chart the plot itself stands, so that bars begin and end where they were measured."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    sides = {"x": left, "y": top, "w": width, "h": height}
    places = "".join(f'<c:{side} val="{value:.5f}"/>' for side, value in sides.items())
    inner = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    xml = f"<c:layout {nsdecls('c')}><c:manualLayout>{inner}{places}</c:manualLayout></c:layout>"
    area = chart._chartSpace.chart.plotArea
    for old in area.xpath("./c:layout"):
        area.remove(old)
    area.insert(0, parse_xml(xml))


def _label(placed, number, row, kind, lang):
    """Return the label of one value as XML, or a mark that there is none."""
    series, size = placed.plot.series[number], placed.size
    written, value = series.written[row], series.values[row]
    if not written or value is None:
        return f'<c:dLbl><c:idx val="{row}"/><c:delete val="1"/></c:dLbl>'
    code = mask(written, series.form, lang=lang)
    if kind == "bars":
        return _labelled(row, code, "outEnd", size)
    if number not in placed.moved.get(row, ([],))[0]:
        paper = series.looks[row] == HATCHED
        ink = style.INK if paper else style.ink_on(series.looks[row])
        return _labelled(row, code, "ctr", size, ink="FFFFFF" if ink == "white" else ink[1:], paper=paper)
    sides = f'<c:x val="{offset(placed, row, number):.5f}"/><c:y val="0"/>'
    shift = f"<c:layout><c:manualLayout>{sides}</c:manualLayout></c:layout>"
    return _labelled(row, code, "ctr", size, shift=shift, swatch=1)


def _labelled(row, code, position, size, *, ink=None, paper=False, shift="", swatch=0, name=0):
    """Return a label: where it stands, how it writes its value, its ink, and whether the colour stands beside it."""
    from xml.sax.saxutils import quoteattr

    colour = f'<a:srgbClr val="{ink}"/>' if ink else '<a:schemeClr val="tx1"/>'
    ground = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>' if paper else ""
    letters = f'<a:defRPr sz="{size * 100}"><a:solidFill>{colour}</a:solidFill></a:defRPr>'
    apart = "<c:separator> · </c:separator>" if name else ""
    text = f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>{letters}</a:pPr><a:endParaRPr/></a:p></c:txPr>'
    return (
        f'<c:dLbl><c:idx val="{row}"/>{shift}<c:numFmt formatCode={quoteattr(code)} sourceLinked="0"/>{ground}{text}'
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="{swatch}"/><c:showVal val="1"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{name}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>{apart}</c:dLbl>'
    )


def _write(series, labels):
    """Put the labels of a series where the format wants them: before its names."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    shown = "".join(
        f'<c:show{what} val="0"/>' for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    element = series._element
    for old in element.xpath("./c:dLbls"):
        element.remove(old)
    xml = f"<c:dLbls {nsdecls('c', 'a')}>{''.join(labels)}{shown}{_NO_LINES}</c:dLbls>"
    (names,) = element.xpath("./c:cat")
    names.addprevious(parse_xml(xml))


def _lines(chart, placed, kind, lang):  # noqa: ARG001 (as `_bars`)
    """Draw lines that break where a year is missing, each named at its last value; few values are all written."""
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    many = len(placed.plot.series)
    chart.value_axis.minimum_scale = 0 if _positive(placed.plot) else None
    chart.value_axis.visible = False
    written = [text for each in placed.plot.series for text in each.written if text]
    roomy = many == 1 and len(placed.plot.names) * (max(len(text) for text in written) * 0.1 + 0.1) < placed.box.width
    for series, drawn in zip(placed.plot.series, chart.series, strict=True):
        colour = RGBColor.from_string(series.looks[0][1:])
        drawn.smooth = False
        drawn.format.line.color.rgb, drawn.format.line.width = colour, Pt(2.25)
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = drawn.marker.format.line.color.rgb = colour
        last = max((row for row, value in enumerate(series.values) if value is not None), default=-1)
        _write(
            drawn,
            [
                _point(series, row, placed.size, lang, named=many > 1, shown=roomy or row == last)
                for row in range(len(series.values))
            ],
        )
    _inner(chart, 0.02, 0.08, 0.96 if many == 1 else 0.7, 0.8)


def _positive(plot):
    return all(value >= 0 for each in plot.series for value in each.values if value is not None)


def _point(series, row, size, lang, *, named, shown):
    if not shown or series.values[row] is None:
        return f'<c:dLbl><c:idx val="{row}"/><c:delete val="1"/></c:dLbl>'
    return _labelled(
        row, mask(series.written[row], series.form, lang=lang), "r" if named else "t", size, name=int(named)
    )


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
