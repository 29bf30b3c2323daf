"""How much room a text takes on a slide, before anything is put there.

An office program breaks lines by itself and tells nobody how many there are. So every text is measured in the letters
of the house, which are wider than most that an office uses: what fits by this measure fits on the slide.
"""

from p3dn.briefing.canvas import wide

LETTERS = 12  # points, the least on a slide
LINE = 1.22 / 72  # inches of height per point of a line of text
INSET = 0.1  # inches that an office program keeps free left and right of a text
_NARROW = 0.92  # the letters of an office beside those of the house


def long(text, size=LETTERS, weight="normal"):
    """Return the width of a text in one line, in inches."""
    return _NARROW * wide(text, size, weight)


def lines(text, size, width, weight="normal"):
    """Return how many lines a text takes in a box of this width.

    >>> lines("Rp24,44 miliar", 12, 5), lines("Rp24,44 miliar", 12, 0.9)
    (1, 2)
    """
    inner = width - 2 * INSET
    count, filled, space = 1, 0.0, long("a a", size, weight) - long("aa", size, weight)
    for word in text.split():
        room = long(word, size, weight)
        if filled and filled + space + room > inner:
            count, filled = count + 1, 0.0
        filled += room + (space if filled else 0)
        count += int(room // inner)
    return count


def tall(texts, size, width, weight="normal", *, apart=0):
    """Return the height of paragraphs in a box of this width, in inches; they stand `apart` points from each other."""
    return sum(lines(text, size, width, weight) * size * LINE + apart / 72 for text in texts)


def fitting(texts, box, size=LETTERS, *, apart=0):
    """Return how many of the texts fit into a box, from the first."""
    count = 0
    while count < len(texts) and tall(texts[: count + 1], size, box.width, apart=apart) <= box.height:
        count += 1
    return count
