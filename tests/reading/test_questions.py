"""Which questions the loaded data can answer."""

import pytest

import p3dn
from p3dn import words
from p3dn.reading import kinds, questions

HEAD = ["Nama Usaha", "Produk", "TK", "TK L", "TK P", "Nilai Produksi (Rp)"]
ROWS = [["CV A", "Baut", 3, 1, 2, 10], ["CV B", "Mur", 4, None, None, 20]]


def row(frame, name):
    rows = questions.coverage(frame) if frame is not None else questions.coverage()
    return rows.set_index("question").loc[f"question_{name}"]


def test_question_is_answered_as_far_as_its_records_reach(sentra):
    frame = sentra([HEAD, *ROWS])
    assert row(frame, "workers")[["records", "recorded", "share"]].tolist() == [2, 2, 1]
    assert row(frame, "workers_sex")[["records", "recorded", "share"]].tolist() == [2, 1, 0.5]


def test_question_without_records_says_which_fields_are_missing(sentra):
    frame = sentra([HEAD, *ROWS])
    found = row(frame, "capacity_idle")
    assert (found["recorded"], found["missing"]) == (0, "kapasitas_terpasang,produksi,satuan")
    assert row(None, "orders")["records"] == 0


def test_questions_name_fields_of_their_kind():
    for name, one in questions.questions().items():
        assert set(one["fields"]) <= set(kinds.kinds()[one["kind"]].fields), name
        assert one["id"].endswith("?")
        assert one["en"].endswith("?")


def test_headlines(sentra, monkeypatch):
    frame = sentra([HEAD, *ROWS])
    rows = questions.coverage(frame)
    assert str(questions.headline_coverage(rows)).startswith("3 dari 19 pertanyaan")
    assert "belum ada" in str(questions.headline_coverage(questions.coverage())).casefold()
    least = str(questions.headline_filled(questions.filled(frame)))
    assert least == "Tenaga kerja laki-laki paling sering kosong: terisi 50% dari 2 rekaman"
    monkeypatch.setenv("P3DN_LANG", "en")
    assert str(questions.headline_coverage(rows)).startswith("The input files can answer 3 of 19 questions")


def test_filled_is_sorted_from_the_emptiest(sentra):
    found = questions.filled(sentra([HEAD, *ROWS]))
    assert found["share"].is_monotonic_increasing
    assert found.attrs == {}
    assert questions.filled(p3dn.load_sentra([])).empty


def test_answerable(sentra):
    assert set(questions.answerable(sentra([HEAD, *ROWS]))) == {
        "question_workers", "question_workers_sex", "question_productivity"
    }  # fmt: skip


@pytest.mark.parametrize("name", ["deliveries", "workers", "orders", "need", "imported"])
def test_asking_changes_no_label_of_a_kind_or_column(monkeypatch, name):
    monkeypatch.setattr(words, "_names", dict(words._names))  # noqa: SLF001 - so that the other tests keep theirs
    questions.coverage()
    assert not words.label(name).endswith("?")
