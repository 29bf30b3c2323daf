"""Step 1: what a file is by its content, and which files are refused before an engine sees them."""

import io
import os
import subprocess
import sys
import zipfile

import pytest
from openpyxl.styles import Font

import p3dn
from p3dn.reading.preflight import Limits, preflight

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS = [["Nama", "Nilai"], ["A", 1], ["B", 2]]


def repack(path, change):
    """Rewrite a zipped workbook: `change` takes ``{name: bytes}`` and returns ``[(name, bytes)]``."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path.write_bytes(zipped(change(parts)))
    return path


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


# --- the kind of a file is told by its content -------------------------------------------------------------


def test_xlsx_xls_and_text_are_told_by_their_bytes(xlsx, xls, text):
    found = [preflight(path).content for path in (xlsx(ROWS), xls(ROWS), text("a,b\n1,2\n"))]
    assert found == ["xlsx", "xls", "csv"]


def test_name_that_lies_is_noted_and_content_wins(xlsx, text):
    renamed = [xlsx(ROWS, name="berkas.csv"), text("Nama,Nilai\nA,1\n", name="berkas.xlsx")]
    for path, content in zip(renamed, ("xlsx", "csv"), strict=True):
        assert preflight(path).content == content
        assert p3dn.read(path).issues["code"].tolist() == ["file-extension"]


def test_source_has_a_name_and_a_checksum(text):
    source = preflight(text("a", name="satu.csv"))
    assert source.name == "satu.csv"
    assert source.sha256() == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


# --- files that are none -----------------------------------------------------------------------------------


def test_missing_file_suggests_the_nearest_name(text, fails):
    path = text("a,b\n", name="register_2024.csv")
    error = fails("file-missing", preflight, path.with_name("register_2023.csv"))
    assert "'register_2024.csv'" in str(error)
    assert "mungkin" not in str(fails("file-missing", preflight, path.with_name("zzz.bin")))


def test_folder_is_no_file(tmp_path, fails):
    assert "load_sentra" in str(fails("file-folder", preflight, tmp_path))


def test_address_in_the_network_is_not_fetched(fails):
    fails("file-url", preflight, "https://contoh.go.id/data.xlsx")


def test_lock_file_of_excel(text, fails):
    fails("file-lock", preflight, text("x", name="~$register.xlsx"))


@pytest.mark.parametrize("name", ["kosong.xlsx", "kosong.csv", "kosong.xls"])
def test_file_without_bytes(text, fails, name):
    assert "0 byte" in str(fails("file-empty", preflight, text(b"", name=name)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_pipe_is_refused_and_not_waited_for(tmp_path, fails):
    os.mkfifo(tmp_path / "pipa.xlsx")
    fails("file-special", preflight, tmp_path / "pipa.xlsx")


def test_link_that_loops(tmp_path, fails):
    one, other = tmp_path / "satu.xlsx", tmp_path / "dua.xlsx"
    one.symlink_to(other)
    other.symlink_to(one)
    fails("file-special", preflight, one)


def test_name_with_a_nul_byte(fails):
    fails("file-special", preflight, "a\0b.csv")


# --- pages and other formats -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "<invalid_response>\n<error>403 Forbidden</error>\n",
        "<!DOCTYPE html><html><body>403 Forbidden</body></html>",
        "\n  <html><head></head><body>a,b\n1,2</body></html>",
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    ],
)
@pytest.mark.parametrize("name", ["unduhan.csv", "unduhan.xls"])
def test_page_of_a_server_is_no_table(text, fails, page, name):
    fails("file-web-page", preflight, text(page, name=name))


def test_page_error_shows_its_text(text, fails):
    error = fails("file-web-page", preflight, text("<html><p>403 Forbidden</p></html>", name="a.csv"))
    assert "403 Forbidden" in str(error)


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>Nama, Nilai</td></tr><tr><td>A, 1</td></tr></table>",
        '<meta http-equiv="content-type" content="text/html"><table><tr><td>a,b</td></tr></table>',
        "<!-- a, b --><html><table><tr><td>a,b</td></tr></table></html>",
        "<style>td{a:b,c}</style><table><tr><td>a,b</td></tr></table>",
    ],
)
def test_table_of_html_without_html_tag_is_no_text_table(text, fails, page):
    fails("file-web-page", p3dn.read, text(page, name="lhbs.xls"))


@pytest.mark.parametrize("content", [b"\x01\x02\x03,\x7f\n1,2", b"a\x00\x00\x00\x00,b\n\x00\x00\x00,1\n"])
def test_binary_content_of_an_unknown_kind(text, fails, content):
    fails("file-format", preflight, text(content))


def test_zip_that_is_no_workbook(text, fails):
    fails("file-format", preflight, text(zipped([("a.txt", b"x")]), name="a.xlsx"))


def test_ole_that_is_no_workbook(text, fails):
    fails("file-format", preflight, text(OLE + bytes(600), name="a.xls"))


def test_encrypted_workbook_is_an_ole_container(text, fails):
    content = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "kata sandi" in str(fails("file-encrypted", preflight, text(content, name="a.xlsx")))


def test_ole_that_only_says_it_is_a_workbook(text, fails):
    content = OLE + bytes(600) + "Workbook".encode("utf-16-le") + bytes(600)
    fails("file-truncated", p3dn.read, text(content, name="a.xls"))


# --- damaged and hostile containers ------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_download_that_was_cut_short(xlsx, fails, share):
    path = xlsx(ROWS)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    fails("file-truncated", p3dn.read, path)


def test_part_that_was_damaged(xlsx, fails):
    path = xlsx([["Nama", "Nilai"], *([f"usaha {at}", at] for at in range(300))])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[start + 100 : start + 130] = bytes(30)
    path.write_bytes(bytes(content))
    fails("file-truncated", p3dn.read, path)


def test_bomb_is_refused_by_its_ratio(xlsx, fails):
    path = repack(xlsx(ROWS), lambda parts: [*parts.items(), ("xl/media/besar.bin", bytes(4 * 1024 * 1024))])
    error = fails("file-too-large", preflight, path)
    assert "100" in str(error)


def test_two_parts_of_one_name(xlsx, fails):
    path = xlsx(ROWS)
    with pytest.warns(UserWarning, match="Duplicate name"):
        repack(path, lambda parts: [*parts.items(), ("xl/worksheets/sheet1.xml", b"<x/>")])
    fails("file-unsafe", preflight, path)


def test_limits_are_settable_and_named(xlsx, text, fails):
    fails("file-too-large", preflight, text("a,b\n1,2\n"), limits=Limits(file_bytes=4))
    fails("file-too-large", preflight, xlsx(ROWS), limits=Limits(parts=3))
    error = fails("file-too-large", preflight, xlsx(ROWS), limits=Limits(inflated_bytes=100))
    assert "limits=" in str(error)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_entities_are_refused(xlsx, fails, part):
    bomb = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = repack(xlsx(ROWS), lambda parts: (parts | {part: bomb + parts[part].split(b"?>", 1)[-1]}).items())
    fails("file-unsafe", p3dn.read, path)


def test_path_out_of_the_archive_is_refused(xlsx, fails):
    path = repack(xlsx(ROWS), lambda parts: [*parts.items(), ("../../keluar.txt", b"x")])
    fails("file-unsafe", p3dn.read, path)


def test_two_far_corners_do_not_take_the_process_with_them(xlsx, tmp_path):
    """The engine would ask for 17 billion cells at once, and the process would end; so it runs in another one."""
    path = xlsx([[1]], touch=lambda book: book.active.cell(1_048_576, 16_384, 2))
    script = tmp_path / "baca.py"
    script.write_text(
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))\n"
        "import p3dn\n"
        "try:\n    p3dn.read(sys.argv[1])\n"
        "except p3dn.P3DNError as error:\n    print(error.code)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "file-too-large")


def with_cell(path, cell):
    part, end = "xl/worksheets/sheet1.xml", b"</sheetData>"
    return repack(path, lambda parts: (parts | {part: parts[part].replace(end, cell.encode() + end)}).items())


@pytest.mark.parametrize(
    "start", ['<c r="Z20000">', "<c r='Z20000'>", '<c t="n" r="Z20000">', '<c\nr="Z20000">', '<x:c r="Z20000">']
)
def test_far_cell_is_seen_however_its_address_is_written(xlsx, fails, start):
    path = with_cell(xlsx(ROWS), f"{start}<v>1</v></{start[1:].split()[0]}>")
    fails("file-too-large", preflight, path, limits=Limits(cells=26 * 20_000 - 1))
    assert preflight(path, limits=Limits(cells=26 * 20_000)).content == "xlsx"


@pytest.mark.parametrize("address", ["D999999999", "AAAAAAA1", "XFD99999999999"])
def test_address_beyond_any_sheet_is_refused_and_does_not_take_the_process_with_it(xlsx, fails, address):
    fails("file-too-large", preflight, with_cell(xlsx(ROWS), f'<c r="{address}"><v>1</v></c>'))


def test_far_cell_without_an_address_counts_in_its_row(xlsx, fails):
    path = with_cell(xlsx(ROWS), '<row r="20000">' + "<c><v>1</v></c>" * 26 + "</row>")
    fails("file-too-large", preflight, path, limits=Limits(cells=26 * 20_000 - 1))


def test_blank_cell_far_below_is_no_cell(xlsx):
    path = with_cell(xlsx(ROWS), '<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert preflight(path).content == "xlsx"


def test_style_far_below_costs_nothing(table):
    def style(book):
        book.active.cell(5000, 1).font = Font(bold=True)

    assert table(ROWS, touch=style).counts["rows_read"] == 2


# --- messages ----------------------------------------------------------------------------------------------


def test_message_is_indonesian_names_the_file_and_says_how_to_mend(text, fails):
    error = fails("file-empty", preflight, text(b"", name="a.xlsx"))
    assert str(error) == (
        "'a.xlsx': berkas kosong (0 byte). Cara memperbaiki: unduh atau salin ulang berkasnya. [file-empty]"
    )


def test_message_is_english_where_the_reader_is(text, fails, monkeypatch):
    monkeypatch.setenv("P3DN_LANG", "en")
    error = fails("file-empty", preflight, text(b"", name="a.xlsx"))
    assert str(error) == (
        "'a.xlsx': the file is empty (0 bytes). How to mend it: download or copy the file again. [file-empty]"
    )


def test_message_never_holds_an_absolute_path(tmp_path, fails):
    assert str(tmp_path) not in str(fails("file-missing", preflight, tmp_path / "x.xlsx"))
