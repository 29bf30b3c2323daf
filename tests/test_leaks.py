"""Nothing personal leaves the reader: planted values are looked for in every byte that a report writes."""

import io
import json
import zipfile

import openpyxl
import pytest

from p3dn import cli, home

pytestmark = pytest.mark.skipif(not home.find("notebooks").is_dir(), reason="no notebooks here")
PLANTED = {
    "Nama Pemilik": "PEMILIK-UJI-{0:04}",
    "NIK": "99{0:014}",
    "NPWP": "99.000.{0:03}.0-000.999",
    "No HP": "0899-0000-{0:04}",
    "Email": "uji{0:04}@contoh.invalid",
    "Nomor Rekening": "REK-UJI-{0:04}",
    "Alamat": "JALAN-UJI-{0:04}",
    "Keterangan": "CATATAN-UJI-{0:04}",
}
HEADER = ["No", "Nama Usaha", *PLANTED, "Produk", "Satuan", "Kapasitas Terpasang", "Produksi", "Tenaga Kerja"]
SIGNED = [
    ["Mengetahui,"],
    ["PENANDATANGAN-UJI-0001"],
    ["NIP 990000000000000001"],
    ["a.n. SAKSI-UJI-0002, rek. REK-UJI-9999"],
]
FIRMS = 12


def register(path):
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Daftar IKM"])
    page.append(HEADER)
    for number in range(1, FIRMS + 1):
        planted = [text.format(number) for text in PLANTED.values()]
        capacity = f"lihat PEMILIK-UJI-{90 + number:04}" if number == 3 else 100 + number
        page.append([number, f"USAHA-UJI-{number:04}", *planted, "Rem blok", "buah", capacity, 60 + number, 5 + number])
    page.append(["SISIPAN-UJI-0001 hubungi 0899-0000-9998"])
    page.append([])
    for row in SIGNED:
        page.append([None] * 6 + row)
    book.properties.creator = book.properties.lastModifiedBy = "PENGETIK-UJI-0001"
    book.save(path)


def planted():
    """Return what must be nowhere: every planted text, and its digits as a program may have stored them."""
    texts = [text.format(number) for text in PLANTED.values() for number in range(1, FIRMS + 1)]
    digits = ["".join(filter(str.isdigit, text)) for text in texts]
    return {text.casefold() for text in ("-uji-", *texts, *digits, "990000000000000001") if len(text) > 4}


def parts(path):
    """Return every piece of a file: its bytes, and the pieces of what is packed in it."""
    return list(pieces(path.name, path.read_bytes()))


def pieces(name, content):
    yield name, content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for part in packed.namelist():
                yield from pieces(f"{name}/{part}", packed.read(part))
    if content[:4] == b"%PDF":
        yield f"{name}/text", text_of_pdf(content)


def text_of_pdf(content):
    pdf = pytest.importorskip("pypdf")
    return "\n".join(page.extract_text() for page in pdf.PdfReader(io.BytesIO(content)).pages).encode()


def found_in(content):
    text = content.decode("utf-8", errors="ignore").casefold()
    return sorted(one for one in planted() if one in text)


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """Return a report of two notebooks: what was read and set aside, and figures of the firms."""
    folder = tmp_path_factory.mktemp("leaks")
    register(folder / "register.xlsx")
    out = folder / "pack"
    assert (
        cli.main(["report", "--sentra", str(folder / "register.xlsx"), "--notebooks", "01,02", "--out", str(out)]) == 0
    )
    return out


def test_what_is_planted_is_in_no_byte_of_the_pack(pack):
    files = [path for path in pack.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".html", ".xlsx", ".json", ".csv", ".png", ".svg"}
    leaks = {name: found for path in files for name, content in parts(path) if (found := found_in(content))}
    assert not leaks


def test_the_search_finds_what_is_there(tmp_path):
    register(tmp_path / "register.xlsx")
    found = {one for _, content in parts(tmp_path / "register.xlsx") for one in found_in(content)}
    assert {"pemilik-uji-0001", "jalan-uji-0012", "-uji-", "990000000000000001"} <= found


def test_the_firms_were_counted(pack):
    page = (pack / "index.html").read_text(encoding="utf-8")
    assert f"{FIRMS} IKM" in page
    assert json.loads((pack / "manifest.json").read_text(encoding="utf-8"))["publish"] is False
