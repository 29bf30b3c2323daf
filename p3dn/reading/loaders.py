"""The loaders: files of a known kind in, one typed frame out, with a load report behind it.

All loaders work alike. They take a file, a list, a folder or a pattern; find the tables; choose those that fit
one of their kinds of record; and return one frame whose index says where each record stands. What they did is
told by `load_report`.
"""

from p3dn.errors import P3DNError
from p3dn.reading import kinds, records
from p3dn.reading.combine import combine
from p3dn.reading.files import expand
from p3dn.reading.reader import FileReader, named

_OPTIONS = """
    Parameters
    ----------
    path : str, path, or list of them
        A file, a folder, a pattern such as ``"data/*.xlsx"``, or a list; an empty list gives an empty frame.
    kind : str, optional
        The kind of record, where a file holds several: {kinds}.
    sheet : str, optional
        The only sheet to read.
    header : int or sequence of int, optional
        The rows of the header as Excel numbers them.
    columns : dict, optional
        What a header means: ``{{"Naker": "tenaga_kerja"}}``.
    unit : dict, optional
        The unit of a field where the header is silent or wrong: ``{{"nilai_investasi": "juta rupiah"}}``.
    decimal : {{",", "."}}, optional
        The decimal mark of numbers written as text.
    keep_personal : bool
        Keep personal data, which are dropped by default.
    lines : dict, optional
        Product lines as `published.read_lines` gives them; the bundled ones by default.
    limits : Limits, optional
        Safety limits, see `p3dn.reading.preflight`.
    executor : concurrent.futures.Executor, optional
        Reads several files side by side.

    Returns
    -------
    DataFrame
        One row per record, index (file, sheet, row); money in rupiah, shares between 0 and 1, codes as text, null
        where nothing is recorded.

    Raises
    ------
    P3DNError
        What `read` raises; ``kind-unknown``, ``kind-several``, ``kind-absent``, ``column-missing``,
        ``column-argument``, ``field-unknown`` or ``header-duplicate``.
"""


def load_sentra(path, **options):
    """Return a register of small industry, one row per IKM."""
    return _load(path, "sentra", **options)


def load_cooperative(path, **options):
    """Return a cooperative's members, deliveries or ledger, one row per record."""
    return _load(path, "cooperative", **options)


def load_procurement(path, **options):
    """Return tenders, e-purchasing orders or a buyer's needs, one row per record."""
    return _load(path, "procurement", **options)


for _loader, _name in (
    (load_sentra, "sentra"),
    (load_cooperative, "cooperative"),
    (load_procurement, "procurement"),
):
    _loader.__doc__ += "\n" + _OPTIONS.format(kinds=", ".join(f"``{name}``" for name in kinds.of_loader(_name)))


def _load(path, loader, *, kind=None, lines=None, executor=None, **options):
    candidates = kinds.of_loader(loader)
    if kind is not None and kind not in candidates:
        raise P3DNError("kind-absent", kind=kind, kinds=named(candidates))
    chosen = {kind: candidates[kind]} if kind else candidates
    options = records.Options(**{name: value for name, value in options.items() if value is not None})
    _known_fields(options, chosen)
    files, notes = expand(path)
    read_one = FileReader(tuple(chosen), loader, options, several=len(files) > 1)
    parts = list((executor.map if executor else map)(read_one, files))
    found = {name for name, file_parts, _ in parts for _ in file_parts if name}
    if len(found) > 1:
        raise P3DNError("kind-several", file=", ".join(label for _, label in files), kinds=named(found))
    final = candidates[found.pop() if found else kind or next(iter(chosen))]
    if files and not any(file_parts for _, file_parts, _ in parts):
        raise P3DNError("kind-absent", kind=final.name, kinds=[])
    return combine(final, parts, notes, files, lines)


def _known_fields(options, chosen):
    fields = {name for kind in chosen.values() for name in kind.fields}
    for name in (*options.columns.values(), *options.unit):
        if name not in fields:
            known = ", ".join(sorted(fields))
            raise P3DNError("field-unknown", field=name, kind=", ".join(chosen), fields=known)
