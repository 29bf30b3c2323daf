"""Which headers mean which field, and which kind of record a table is."""

import pytest

from p3dn.reading import kinds, values
from p3dn.words import label

ALL = [(kind.name, field.name) for kind in kinds.kinds().values() for field in kind.fields.values()]


@pytest.fixture
def register():
    return kinds.kinds()["sentra"]


def test_kinds_belong_to_loaders():
    assert {name: sorted(kinds.of_loader(name)) for name in ("sentra", "cooperative", "procurement")} == {
        "sentra": ["sentra"],
        "cooperative": [
            *("bill_of_materials", "certificates", "deliveries", "ledger", "members"),
            *("partnerships", "stages"),
        ],
        "procurement": ["epurchasing", "needs", "nontender", "rup", "tender"],
    }


@pytest.mark.parametrize(("kind", "field"), ALL)
def test_every_field_has_labels_and_a_known_type(kind, field):
    spec = kinds.kinds()[kind].fields[field]
    assert spec.type in values.KINDS
    assert set(spec.label) == {"id", "en"}
    assert all(spec.label.values())


@pytest.mark.parametrize("kind", kinds.kinds().values(), ids=lambda kind: kind.name)
def test_no_alias_means_two_fields(kind):
    seen = {}
    for name, spec in kind.fields.items():
        for alias in spec.aliases:
            assert seen.setdefault(alias, name) == name, alias
            assert alias == kinds.fold(alias)


@pytest.mark.parametrize("kind", kinds.kinds().values(), ids=lambda kind: kind.name)
def test_what_a_kind_names_is_a_field(kind):
    named = {
        *kind.lines_from,
        *kind.units_from,
        *kind.units_from.values(),
        *(one for group in kind.requires for one in group),
    }
    if kind.balance:
        named |= {kind.balance["field"], *kind.balance["plus"], *kind.balance["minus"]}
    assert named <= set(kind.fields)


@pytest.mark.parametrize("kind", kinds.kinds().values(), ids=lambda kind: kind.name)
def test_each_field_is_found_by_its_own_labels(kind):
    for name, spec in kind.fields.items():
        for header in spec.label.values():
            assert kinds.match(kind, [header]).fields == {name: 0}


def test_every_key_of_a_field_is_read():
    import tomllib

    known = {"label", "type", "aliases", "unit", "range", "personal", "plain", "placeholders"}
    for path in kinds.FOLDER.glob("*.toml"):
        for spec in tomllib.loads(path.read_text(encoding="utf-8")).get("fields", {}).values():
            assert set(spec) <= known


def test_headers_are_folded():
    assert [
        kinds.fold(header)
        for header in ("Nilai Investasi (Rp.000)", "NILAI\u00a0 INVESTASI", "nilai_investasi", "(Orang)", "e-Smart IKM")
    ] == ["nilai investasi", "nilai investasi", "nilai investasi", "orang", "e smart ikm"]


def test_alias_is_matched_and_what_is_only_similar_is_not(register):
    found = kinds.match(register, ["Nama IKM", "Naker", "Kapasitas Terpasng"])
    assert found.fields == {"nama_usaha": 0, "tenaga_kerja": 1}
    assert found.unknown == (2,)
    assert kinds.nearest(register, "Kapasitas Terpasng") == "kapasitas_terpasang"
    assert kinds.nearest(register, "Xyz") is None


def test_bands_are_matched_as_a_whole_before_their_last_part(register):
    found = kinds.match(
        register, ["Nama", "Tenaga Kerja / L", "Tenaga Kerja / P", "Tenaga Kerja / Jumlah", "Data / NIB"]
    )
    assert found.fields == {"tk_l": 1, "tk_p": 2, "tenaga_kerja": 3, "nib": 4}


def test_what_the_reader_says_beats_every_alias(register):
    found = kinds.match(register, ["Tenaga Kerja", "Orang"], {"Orang": "tenaga_kerja"})
    assert found.fields["tenaga_kerja"] == 1


def test_two_columns_of_one_alias_clash(register):
    assert kinds.match(register, ["TK", "TK (D)"]).clashes == (("tenaga_kerja", 0, 1),)


def test_reader_can_choose_between_two_columns_of_one_name(register):
    found = kinds.match(register, ["TK", "TK (D)"], {"TK (D)": "tenaga_kerja"})
    assert (found.fields["tenaga_kerja"], found.clashes) == (1, ())


def test_kind_fits_when_each_group_has_a_field(register):
    assert kinds.match(register, ["Nama Usaha", "Naker"]).fits
    unmet = kinds.match(register, ["Nama Usaha", "Alamat"]).unmet
    assert [group[0] for group in unmet] == ["tenaga_kerja"]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["Nama Usaha", "Produk", "Tenaga Kerja"], "sentra"),
        (["No Anggota", "Nama Anggota", "Tahun Masuk"], "members"),
        (["Tahun", "Produk", "Jumlah Dikirim"], "deliveries"),
        (["Tanggal", "Debet", "Kredit", "Saldo"], "ledger"),
        (["Tgl Uji", "Nama Produk", "Tahapan", "Lembaga Uji", "Hasil", "Keterangan"], "stages"),
        (["Nama Mitra", "Bentuk Kerja Sama", "Produk", "Tgl Mulai", "Tgl Berakhir", "Status"], "partnerships"),
        (["Nama Barang", "Kebutuhan", "Harga Satuan"], "needs"),
        (["kd_tender", "pagu", "nilai_kontrak"], "tender"),
        (["order_id", "total", "status"], "epurchasing"),
        (["Kecamatan", "Mikro", "Kecil"], None),
    ],
)
def test_kind_is_recognised(headers, kind):
    class Table:
        names = heads = headers
        holds_figures = staticmethod(lambda _: False)

    (found,) = kinds.best([Table], kinds.kinds())
    assert (found and found.kind.name) == kind


def test_labels_of_fields_are_known_in_both_languages():
    assert (label("tenaga_kerja"), label("tenaga_kerja", lang="en")) == ("Tenaga kerja", "Workers")
