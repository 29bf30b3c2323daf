"""Labels of a native chart: where each stands and how it writes its value.

A label belongs to its number: it is written by a number format and follows the cell. One that has no room where an
office program would put it is shifted, by a share of the chart, and carries the colour of its part beside it.
"""

_NO_LINES = (  # from a value that has moved back to its part
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"'
    ' xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/>'
    "</c:ext></c:extLst>"
)
NONE = '<c:dLbl><c:idx val="{row}"/><c:delete val="1"/></c:dLbl>'


def labelled(row, code, position, size, *, ink=None, paper=False, shift=None, swatch=0, name=0):
    """Return a label as XML: how it writes its value, where it stands, its ink, its ground.

    `shift` moves it to the right and downward, in shares of the chart; `swatch` puts the colour of its part beside it,
    `name` the name of its series.
    """
    from xml.sax.saxutils import quoteattr

    moved = '<c:x val="{:.5f}"/><c:y val="{:.5f}"/>'.format(*shift or (0, 0))
    layout = f"<c:layout><c:manualLayout>{moved}</c:manualLayout></c:layout>" if shift else ""
    colour = f'<a:srgbClr val="{ink}"/>' if ink else '<a:schemeClr val="tx1"/>'
    ground = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>' if paper else ""
    letters = f'<a:defRPr sz="{size * 100}"><a:solidFill>{colour}</a:solidFill></a:defRPr>'
    apart = "<c:separator> · </c:separator>" if name else ""
    text = f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>{letters}</a:pPr><a:endParaRPr/></a:p></c:txPr>'
    return (
        f'<c:dLbl><c:idx val="{row}"/>{layout}<c:numFmt formatCode={quoteattr(code)} sourceLinked="0"/>{ground}{text}'
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="{swatch}"/><c:showVal val="1"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{name}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>{apart}</c:dLbl>'
    )


def write(series, labels):
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


def inner(chart, left, top, width, height):
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
