"""Published figures and product lines."""

import pandas as pd
import pytest

from p3dn import words
from p3dn.reading import published

LINES = {
    "kereta": {"keywords": ["komponen kereta api", "rem blok"]},
    "rem_komposit": {"keywords": ["rem blok komposit"], "family": "kereta"},
    "pompa": {"keywords": ["pompa"], "excludes": ["pompa bensin"]},
    "kapal": {"keywords": ["kapal"]},
}


def lines_of(*texts):
    return published.assign_lines(pd.Series(texts), LINES)["line"].fillna("").tolist()


def test_line_by_whole_words_in_any_case():
    assert lines_of("POMPA air", "Pompa-air", "pemompaan", "komponen  Kereta-Api") == ["pompa", "pompa", "", "kereta"]


def test_line_beats_its_family():
    assert lines_of("Rem blok komposit", "Rem blok besi") == ["rem_komposit", "kereta"]
    assert published.family_of("rem_komposit", LINES) == published.family_of("kereta", LINES) == "kereta"


def test_text_of_two_families_has_no_line():
    found = published.assign_lines(pd.Series(["Pompa kapal", None]), LINES)
    assert found["line"].isna().tolist() == [True, True]
    assert found["matches"].tolist() == [2, 0]


def test_excluded_phrase():
    assert lines_of("Pompa bensin", "Pompa") == ["", "pompa"]


def test_no_lines_at_all():
    assert published.assign_lines(pd.Series(["Pompa"]), {})["line"].isna().all()


def test_bundled_lines_are_complete():
    lines = published.read_lines()
    for line in lines.values():
        assert set(line["label"]) == {"id", "en"}
        assert line["keywords"]
        assert line.get("family") is None or line["family"] in lines


def test_bundled_claims_are_numbers_or_null():
    ledger = published.read_claims()
    assert ledger["claim"].is_unique
    for name in ("value", "value_low", "value_high"):
        assert pd.api.types.is_numeric_dtype(ledger[name])
    assert ledger["source"].notna().all()


def test_ledger_without_a_column(text, fails):
    assert "'" in str(fails("frame-column", published.read_claims, text("claim,topic\na,b\n")))


def test_ledger_as_excel_writes_it_where_the_comma_marks_decimals(text):
    head = "claim;topic;statement_id;statement_en;value;value_low;value_high;unit;as_of;source\n"
    path = text("\ufeff" + head + "uji_excel;t;Satu, dua.;One, two.;24;;;ikm;2016;s\n")
    assert published.read_claims(path)["value"].tolist() == [24]


@pytest.mark.parametrize("content", [b"", b"claim,topic\na,b,c\nd,e,f,g\n", b"claim,topic\n\xe9,b\n"])
def test_ledger_that_is_no_table_of_text(content, tmp_path, fails):
    (tmp_path / "claims.csv").write_bytes(content)
    assert "UTF-8" in str(fails("data-malformed", published.read_claims, tmp_path / "claims.csv"))


def test_lines_with_a_quote_that_is_never_closed_name_the_row(tmp_path, fails):
    (tmp_path / "lini.toml").write_text('[lines.pompa]\nkeywords = ["pompa]\n', encoding="utf-8")
    assert "line 2" in str(fails("data-malformed", published.read_lines, tmp_path / "lini.toml"))


def test_lines_that_a_text_editor_has_marked_as_utf_8(tmp_path):
    (tmp_path / "lini.toml").write_text('\ufeff[lines.uji]\nlabel = {id = "a", en = "b"}\n', encoding="utf-8")
    assert "uji" in published.read_lines(tmp_path / "lini.toml")


def test_ledger_with_a_figure_that_is_none(text, fails):
    head = "claim,topic,statement_id,statement_en,value,value_low,value_high,unit,as_of,source\n"
    error = fails("value-unreadable", published.read_claims, text(head + 'uji_klaim,t,x,y,"24,4",,,Rp,2016,s\n'))
    assert "24,4" in str(error)


def test_a_topic_that_uses_a_claim_it_does_not_have(text, fails):
    head = "claim,topic,statement_id,statement_en,value,value_low,value_high,unit,as_of,source\n"
    path = text(head + "uji_klaim,uji_pokok,Satu.,One.,1,,,ikm,2016,s\n")
    topics = "topic,area,label_id,label_en,use,why_id,why_en\nuji_pokok,a,Pokok,Topic,{use},Sebab.,Reason.\n"
    path.with_name("topics.csv").write_text(topics.format(use="lain"), encoding="utf-8")
    assert "lain" in str(fails("claim-unknown", published.read_claims, path))
    path.with_name("topics.csv").write_text(topics.format(use="uji_klaim"), encoding="utf-8")
    ledger = published.read_claims(path)
    assert ledger[["use", "why"]].values.tolist() == [[True, "uji_pokok-why"]]
    assert words.label("uji_pokok-why", lang="en") == "Reason."


def test_a_claim_that_stands_twice(text, fails):
    head = "claim,topic,statement_id,statement_en,value,value_low,value_high,unit,as_of,source\n"
    row = "uji_klaim,t,Satu.,One.,1,,,ikm,2016,s\n"
    assert "uji_klaim" in str(fails("name-repeated", published.read_claims, text(head + row + row)))


def test_a_ledger_without_topics(text):
    head = "claim,topic,statement_id,statement_en,value,value_low,value_high,unit,as_of,source\n"
    ledger = published.read_claims(text(head + "uji_klaim,t,Satu.,One.,1,,,ikm,2016,s\n"))
    assert "use" not in ledger
    assert words.label("uji_klaim") == "Satu"
