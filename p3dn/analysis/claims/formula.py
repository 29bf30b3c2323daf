"""Formulas over claims: sums, differences, products and quotients of figures that may be ranges.

A ledger is a file that anyone can edit, so a formula is read and never run: only ``+ - * /``, brackets,
numbers and names of claims have a meaning, and anything else makes the formula unreadable.
"""

import ast
import operator

LONGEST = 500
_OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(formula, known):
    """Return the lowest and highest value of a formula, or None when it cannot be computed.

    Parameters
    ----------
    formula : str
        Such as ``"kebutuhan * harga"``.
    known : dict
        For each claim its lowest and highest value; the two are the same for a point.

    Returns
    -------
    tuple of float, or None
        None for a formula that cannot be read, names an unknown claim, or divides by what may be 0.

    Examples
    --------
    >>> evaluate("need * price", {"need": (120_000, 120_000), "price": (203_700, 203_700)})
    (24444000000, 24444000000)
    >>> evaluate("orders / 4", {"orders": (200_000, 220_000)})
    (50000.0, 55000.0)
    >>> evaluate("__import__('os')", {}) is None, evaluate("1 / 0", {}) is None
    (True, True)
    """
    if len(formula) > LONGEST:
        return None
    try:
        return _walk(ast.parse(formula.strip(), mode="eval").body, known)
    except (SyntaxError, ValueError, KeyError, ZeroDivisionError, OverflowError, RecursionError, MemoryError):
        return None


def _walk(node, known):
    match node:
        case ast.BinOp(left, operation, right) if type(operation) in _OPERATIONS:
            return _combine(_OPERATIONS[type(operation)], _walk(left, known), _walk(right, known))
        case ast.UnaryOp(ast.USub(), operand):
            low, high = _walk(operand, known)
            return -high, -low
        case ast.Constant(int() | float() as number) if not isinstance(number, bool):
            return number, number
        case ast.Name(name):
            return known[name]
    raise ValueError(ast.dump(node))


def _combine(operation, left, right):
    if operation is operator.truediv and right[0] <= 0 <= right[1]:
        raise ZeroDivisionError
    ends = [operation(a, b) for a in left for b in right]
    return min(ends), max(ends)
