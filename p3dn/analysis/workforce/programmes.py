"""How far certificates and programmes reach.

A certificate belongs to something: SNI and TKDN to a product, ISO to a firm, SKKNI to a person. The register
says which firms hold one, or took part; for SKKNI it says how many people. Firms and people are counted in
their own unit and never added.

The denominator is the firms for which the register answers. An empty cell means that nobody asked, not "no".
"""

import pandas as pd

from p3dn.analysis._frames import finish, gap, lacking, numbers
from p3dn.analysis._headlines import among, leading, unanswered, withheld
from p3dn.analysis.disclosure import guarded
from p3dn.words import Sentence

PROGRAMMES = ["sni", "iso", "tkdn", "skkni", "bimbingan_teknis", "temu_bisnis", "e_smart"]
IN_PERSONS = ["skkni"]
COLUMNS = ["programme", "ikm", "persons", "recorded", "records", "share"]


def programmes(sentra):
    """Return the firms that hold each certificate or took part in each programme.

    share = ikm / recorded, the firms for which the register says yes or no.

    Returns
    -------
    DataFrame
        One row per programme: ``ikm`` with it, ``persons`` (SKKNI only), ``recorded`` firms that answered,
        ``records`` all firms. A programme that the register does not record has nulls, and stands in
        ``attrs["needs"]``.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Examples
    --------
    >>> sentra = pd.DataFrame({"sni": [True, False, None], "iso": None, "tkdn": None, "skkni": [3, 0, 2],
    ...     "bimbingan_teknis": None, "temu_bisnis": None, "e_smart": None})
    >>> programmes(sentra).query("recorded > 0")[["programme", "ikm", "persons", "recorded"]].values.tolist()
    [['sni', 1.0, nan, 2], ['skkni', 2.0, 5.0, 3]]
    """
    empty = gap(sentra, PROGRAMMES, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    answer = pd.DataFrame([_reach(sentra, programme) for programme in PROGRAMMES])
    answer = finish(answer, COLUMNS, needs=lacking(sentra, PROGRAMMES))
    people = {name: numbers(sentra, name).where(lambda each: each > 0) for name in IN_PERSONS}
    micro = pd.DataFrame(people).melt(var_name="programme", value_name="persons")
    counts = {"ikm": ["ikm", "share", "persons"], "recorded": ["recorded", "share"]}
    return guarded(answer, micro, by=["programme"], values={"persons": ["persons"]}, counts=counts)


def headline_programmes(answer):
    """Return the sentence on the programme that reaches the largest share of the firms that answered."""
    if answer.empty:
        return unanswered(answer)
    if answer["share"].isna().all() and withheld(answer, "share"):
        return unanswered(answer)
    if answer["ikm"].sum() == 0:
        return Sentence("analysis.workforce.programmes-none", {"recorded": int(answer["recorded"].max())})
    more = {"ikm": answer["ikm"], "recorded": answer["recorded"]}
    return among(
        leading("analysis.workforce.programmes", answer["programme"], answer["share"], **more), answer, "share"
    )


def _reach(sentra, programme):
    count = numbers(sentra, programme)
    recorded = int(count.notna().sum())
    ikm = float((count > 0).sum()) if recorded else None
    persons = count.sum(min_count=1) if programme in IN_PERSONS else None
    reach = {
        "programme": programme,
        "ikm": ikm,
        "persons": persons,
        "recorded": recorded,
        "records": len(sentra),
    }
    return reach | {"share": ikm / recorded if recorded else None}
