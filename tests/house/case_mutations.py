"""Ways to break a case file, by its parts and by its bytes; one number, one way."""

import random
from collections.abc import Callable, Iterator

import yaml

from holdfast.casefile.catalogue import bundled_text, slugs
from holdfast.casefile.tree import parse
from holdfast.core.units import UNITS

Chance = random.Random

HALF_A_PAIR = "halfapair"  # written with the escape of half a surrogate pair

NONSENSE = (
    "", " ", "nonsense", "no", "~", "{}", "[]", "a = b", "= =", "\u202etxet desrever\u202c",
    "\u2066isolated\u2069", "line\nbreak", "tab\tbed", "\x1b[31mred\x1b[0m", "nul\x00byte",
    HALF_A_PAIR, "\U0001f54a", "e\u0301" * 20, "\u200b", "\ufeff", "\uffff", "\U000e0041",
    "'; DROP TABLE", "../../etc/passwd", "!!python/object:os.system", "*alias", "&anchor",
    "x" * 6000, "%YAML 1.1", "---", "...", "?", ": ", "@at", "0x7f", "1e999", "-0", "1_000",
)  # fmt: skip
NUMBERS = (
    0, -1, 1, 2, -0.0, 0.5, 1.5, -5, 7.5, 1e9, 1e15, 1e308, -1e308, 1e-320, 10**18, 10**30,
    float("inf"), float("nan"), 99999, True, False,
)  # fmt: skip
DAYS = ("2999-01-01", "9999-12-31", "0001-01-01", "2025-02-30", "2025-3-1", "tomorrow", "")
CONDITIONS = (
    "=", "a =", "truce", "not", "(" * 80, "not " * 80, "truce = full and", "a = b or or c = d",
    "truce == full", "truce = full && x", "not (truce = full", ")(", "truce =\u202e full",
    " and ".join(["truce = full"] * 400), "truce != truce", "order = keep or order != keep",
    "order = keep and order != keep", "import os", "\x00", "((((((((((order = keep))))))))))",
)  # fmt: skip


def texts() -> dict[str, str]:
    """The bundled files by slug."""
    return {slug: bundled_text(slug) for slug in slugs()}


def by_parts(slug: str, number: int) -> bytes:
    """The file read, changed in one to three places, and written again."""
    chance = Chance(f"parts {slug} {number}")
    data = parse(bundled_text(slug), slug).data
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        chance.choice(PARTS)(chance, data)
    written = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    written = written.replace(HALF_A_PAIR, '"half\\ud800pair"')
    if chance.random() < 0.1:
        written = _line_twice(chance, written)
    return written.encode("utf-8")


def by_bytes(slug: str, number: int) -> bytes:
    """The file's bytes, changed in one to eight places."""
    chance = Chance(f"bytes {slug} {number}")
    content = bytearray(bundled_text(slug).encode("utf-8"))
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        chance.choice(BYTES)(chance, content)
    return bytes(content)


def _spots(node: object) -> Iterator[tuple[dict | list, object]]:
    """Every place that holds a value: the mapping or list, and the key or position."""
    keys = list(node) if isinstance(node, dict) else range(len(node))
    for key in keys:
        yield node, key
        if isinstance(node[key], dict | list):
            yield from _spots(node[key])


def _any(chance: Chance, data: object, fits: Callable[[object, object], bool] | None = None):
    found = list(_spots(data))
    if fits is not None:
        found = [(node, key) for node, key in found if fits(key, node[key])] or found
    return chance.choice(found) if found else (data, None)


def _put(spot: tuple, value: object) -> None:
    node, key = spot
    if key is not None:
        node[key] = value


def delete(chance: Chance, data: object) -> None:
    node, key = _any(chance, data)
    if key is not None:
        del node[key]


def rename(chance: Chance, data: object) -> None:
    node, key = _any(chance, data, lambda key, _: isinstance(key, str))
    if not isinstance(node, dict):
        return
    letters = list(key)
    if len(letters) > 1 and chance.random() < 0.7:
        place = chance.randrange(len(letters) - 1)
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
        other = "".join(letters)
    else:
        other = chance.choice(NONSENSE)
    kept = [(other if known == key else known, value) for known, value in node.items()]
    node.clear()
    node.update(kept)


def swap(chance: Chance, data: object) -> None:
    (node, key), (other, place) = _any(chance, data), _any(chance, data)
    if (
        key is None
        or isinstance(node[key], dict | list)
        or isinstance(other[place], dict | list)
    ):
        return  # branches could end up inside themselves
    node[key], other[place] = other[place], node[key]


def retype(chance: Chance, data: object) -> None:
    spot = _any(chance, data)
    value = spot[0][spot[1]] if spot[1] is not None else None
    others = (str(value)[:200], [value], {"value": value}, None, True, 7, 0.5, [], {}, [[]])
    _put(spot, chance.choice(others))


def insert(chance: Chance, data: object) -> None:
    node, _ = _any(chance, data)
    value = chance.choice((*NONSENSE, *NUMBERS, [], {}, None))
    if isinstance(node, dict):
        node[chance.choice(("x-note", "nonsense", "valeu", *NONSENSE))] = value
    else:
        node.insert(chance.randrange(len(node) + 1), value)


def repeat(chance: Chance, data: object) -> None:
    node, key = _any(chance, data, lambda key, _: isinstance(key, int))
    if isinstance(node, list) and key is not None:
        node.extend([node[key]] * chance.choice((1, 2, 70)))


def deepen(chance: Chance, data: object) -> None:
    value: object = chance.choice(NONSENSE)
    for _ in range(chance.choice((3, 30, 60))):
        value = [value] if chance.random() < 0.5 else {"deeper": value}
    _put(_any(chance, data), value)


def nonsense(chance: Chance, data: object) -> None:
    _put(_any(chance, data, lambda _, value: isinstance(value, str)), chance.choice(NONSENSE))


def number(chance: Chance, data: object) -> None:
    fits = _any(chance, data, lambda _, value: isinstance(value, int | float))
    _put(fits, chance.choice(NUMBERS))


def unit(chance: Chance, data: object) -> None:
    units = (*UNITS, "EUR bn 2024", "percent", "shares", "EUR bn", "")
    _put(_any(chance, data, lambda key, _: key == "unit"), chance.choice(units))


def day(chance: Chance, data: object) -> None:
    keys = ("published", "date", "as_of", "lapses", "on")
    _put(_any(chance, data, lambda key, _: key in keys), chance.choice(DAYS))


def dangle(chance: Chance, data: object) -> None:
    keys = ("ref", "source", "protects", "against", "judged_by", "challenger", "target", "by")
    spot = _any(chance, data, lambda key, _: key in keys or isinstance(key, int))
    _put(spot, chance.choice(("nobody", "ukrain", "rusia", "mini-stry", "")))


def condition(chance: Chance, data: object) -> None:
    spot = _any(chance, data, lambda _, value: isinstance(value, str) and " = " in value)
    _put(spot, chance.choice(CONDITIONS))


PARTS = (
    delete, rename, swap, retype, insert, repeat, deepen, nonsense, number, unit, day, dangle,
    condition,
)  # fmt: skip


def _line_twice(chance: Chance, text: str) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    return "\n".join([*lines[: place + 1], *lines[place:]])


def flip(chance: Chance, content: bytearray) -> None:
    if content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def put_in(chance: Chance, content: bytearray) -> None:
    place = chance.randrange(len(content) + 1)
    signs = (b"\x00", b"\xff", b"\t", b"\r", b"{", b"]", b": ", b"- ", b"'", b'"', b"#", b"&a ",
             b"*a ", b"!!x ", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\n\n", b"  ")  # fmt: skip
    content[place:place] = chance.choice((*signs, chance.randbytes(chance.randrange(1, 9))))


def take_out(chance: Chance, content: bytearray) -> None:
    place = chance.randrange(len(content) + 1)
    del content[place : place + chance.choice((1, 1, 2, 10, 200))]


def splice(chance: Chance, content: bytearray) -> None:
    other = chance.choice(list(texts().values())).encode("utf-8")
    start, place = chance.randrange(len(other)), chance.randrange(len(content) + 1)
    content[place:place] = other[start : start + chance.choice((5, 80, 2000))]


def truncate(chance: Chance, content: bytearray) -> None:
    del content[chance.randrange(len(content) + 1) :]


BYTES = (flip, flip, put_in, put_in, take_out, take_out, splice, truncate)
