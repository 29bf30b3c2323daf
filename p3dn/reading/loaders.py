"""The loaders: files of a known kind in, one typed frame out, with a load report behind it.

All loaders work alike. They take a file, a list, a folder or a pattern; find the tables; choose those that fit
one of their kinds of record; and return one frame whose index says where each record stands. What they did is
told by `load_report`.
"""

from p3dn import words
from p3dn.errors import P3DNError
from p3dn.reading import kinds, records, trade
from p3dn.reading.combine import combine
from p3dn.reading.files import expand
from p3dn.reading.reader import FileReader, named
from p3dn.reading.versions import resolve

_MANY = 5
_OPTIONS = """
    Parameters
    ----------
    path : str, path, or list of them
        A file, a folder, a pattern such as ``"data/*.xlsx"``, or a list; an empty list gives an empty frame.
    kind : str, optional
        The kind of record, where a file holds several: {kinds}.
    sheet : str or int, optional
        The only sheet to read: its name, or its place, 1 for the first.
    header : int or sequence of int, optional
        The rows of the header as Excel numbers them.
    range : str, optional
        The cells of the only table, as in ``"B4:H60"``.
    totals : sequence of int, optional
        The rows that state totals, as Excel numbers them.
    columns : dict, optional
        What a header means: ``{{"Naker": "tenaga_kerja"}}``.
    unit : dict, optional
        The unit of a field where the header is silent or wrong: ``{{"nilai_investasi": "juta rupiah"}}``; of a share
        ``"%"`` or ``"pecahan"`` (fractions).
    decimal : {{",", "."}} or dict, optional
        The decimal mark of numbers written as text; for single columns by header or field: ``{{"Nilai": ","}}``.
    keep_personal : bool
        Keep personal data, which are dropped by default.
    lines : dict, optional
        Product lines as `published.read_lines` gives them; the bundled ones by default.
    limits : Limits, optional
        Safety limits, see `p3dn.reading.preflight`.
    executor : concurrent.futures.Executor, optional
        Reads several files side by side; the result is the same.
    versions : {{"latest", "all"}}, optional
        Which of two files with mostly the same records counts: that of the later date, or both.

    Returns
    -------
    DataFrame
        One row per record, index (file, sheet, row); money in rupiah, shares between 0 and 1, codes as text, null
        where nothing is recorded.

    Raises
    ------
    P3DNError
        What `read` raises; ``kind-unknown``, ``kind-several``, ``kind-absent``, ``column-missing``,
        ``column-argument``, ``decimal-column``, ``field-unknown`` or ``header-duplicate``; ``files-versions`` when two
        files are versions of one list; ``overrides-malformed``, ``overrides-key`` or ``overrides-outdated`` when what
        is kept beside a file does not fit it.
"""


def load_sentra(path, **options):
    """Return a register of small industry, one row per IKM."""
    return _load(path, "sentra", **options)


def load_cooperative(path, **options):
    """Return a cooperative's books, log of tests, partnerships, certificates or bills of materials, one row each."""
    return _load(path, "cooperative", **options)


def load_procurement(path, **options):
    """Return plans, tenders, procurement without tender, e-purchasing orders or a buyer's needs, one row per record."""
    return _load(path, "procurement", **options)


def load_trade(path, **options):
    """Return trade statistics in long form, one row per filled cell: code, year, month, country, port and value.

    The index has a fourth level, ``column``. The value is in US$ where the file, or ``unit={"nilai": "US$"}``, says so.
    """
    return _load(path, "trade", **options)


def load_kind(kind, path, **options):
    """Return the records of one kind, whichever loader reads it; the options are those of the loaders."""
    return _load(path, kinds.kinds()[kind].loader, kind=kind, **options)


for _loader, _name in (
    (load_sentra, "sentra"),
    (load_cooperative, "cooperative"),
    (load_procurement, "procurement"),
    (load_trade, "trade"),
):
    _loader.__doc__ += "\n" + _OPTIONS.format(kinds=", ".join(f"``{name}``" for name in kinds.of_loader(_name)))


def _load(path, loader, *, kind=None, lines=None, executor=None, versions=None, **options):
    candidates = kinds.of_loader(loader)
    if kind is not None and kind not in candidates:
        raise P3DNError("kind-absent", kind=kind, kinds=named(candidates))
    chosen = {kind: candidates[kind]} if kind else candidates
    said = {name: value for name, value in options.items() if value is not None}
    _known_fields(records.Options(**said), chosen)
    files, notes = expand(path)
    results = _read_all(FileReader(tuple(chosen), said, several=len(files) > 1), files, executor)
    found = {one.kind for one in results if one.kind}
    if len(found) > 1:
        raise P3DNError("kind-several", file=", ".join(label for _, label in files), kinds=named(found))
    final = candidates[found.pop() if found else kind or next(iter(chosen))]
    if files and not any(one.parts for one in results):
        raise P3DNError("kind-absent", kind=final.name, kinds=[])
    counting, told = resolve(final, results, versions)
    frame = combine(final, counting, notes + told, lines)
    return trade.contract(frame) if final.name == "trade" else frame


def _read_all(read_one, files, executor):
    """Return what each file gave, in their order; a bar shows the progress over many files on a terminal."""
    results = executor.map(read_one, files) if executor else map(read_one, files)
    if len(files) < _MANY:
        return list(results)
    from tqdm import tqdm

    bar = tqdm(results, total=len(files), desc=words.say("reading.files"), unit="", ncols=80, leave=False, disable=None)
    return list(bar)


def _known_fields(options, chosen):
    fields = {name for kind in chosen.values() for name in kind.fields}
    for name in (*options.columns.values(), *options.unit):
        if name not in fields:
            known = ", ".join(sorted(fields))
            raise P3DNError("field-unknown", field=name, kind=", ".join(chosen), fields=known)
