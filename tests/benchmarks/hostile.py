"""Files made to exhaust a reader: small on disk, without measure once they are opened; and one that is only large."""

import zipfile

import openpyxl

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def _workbook(path, sheet):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _LINKS)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for piece in sheet:
                part.write(piece)
    return path


def bomb(path):
    """Write a sheet of one text of 400 MB."""
    head = f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    return _workbook(path, [head, *[b"x" * 2**20] * 400, b"</t></is></c></row></sheetData></worksheet>"])


def entities(path):
    """Write a sheet whose entities grow a billionfold."""
    names = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    return _workbook(path, [f'<!DOCTYPE a [<!ENTITY e0 "lol">{names}]><worksheet>&e9;</worksheet>'.encode()])


def corners(path):
    """Write two cells, the first and the last that a sheet can hold."""
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    return _workbook(path, [f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()])


def repeats(path):
    """Write an OpenDocument sheet of one cell that stands in all rows and columns."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    start = '<table:table-cell office:value-type="string" table:number-columns-repeated="99999999">'
    cell = f"{start}<text:p>X</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="99999999">{cell}</table:table-row>'
    sheet = f'<office:spreadsheet><table:table table:name="A">{row}</table:table></office:spreadsheet>'
    body = f"<office:body>{sheet}</office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return path


def register(path, firms):
    """Write a register of so many firms in twelve columns, with a title."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append(["DATA ILUSTRATIF: register untuk mengukur"])
    sheet.append(["No", "Nama Usaha", "Produk", "Kecamatan", "NIB", "Tenaga Kerja", "Kapasitas Terpasang", "Produksi",
                  "Satuan", "Nilai Investasi (Rp.000)", "Nilai Produksi (Rp)", "Tahun Berdiri"])  # fmt: skip
    for at in range(1, firms + 1):
        sheet.append([at, f"Usaha {at}", "Baut" if at % 3 else "Mur", f"Talang {at % 23}", f"{at:013d}", at % 50,
                      at % 1000, at % 900, "buah", at % 5000, 1000 * at, 1990 + at % 30])  # fmt: skip
    book.save(path)
    return path


FILES = {"zip bomb, 400 MB": bomb, "entity bomb": entities, "corner cells": corners, "repeated cells, ods": repeats}
