"""Sound packages changed at random: their bytes, or their structure with all hashes put right."""

import json
import random
from collections.abc import Iterator
from typing import Any, Final

from exchange.samples import STRANGER, entries_of, forged

__all__ = ["mutated", "restructured"]


def mutated(data: bytes, seed: int) -> bytes:
    """One to four changes: bytes flipped, zeroed, taken out, doubled, moved, replaced by others."""
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(data))
        length = min(rng.choice((1, 1, 2, 4, 22, 46, 200)), len(data) - place)
        part = data[place : place + length]
        new = rng.choice(
            (
                bytes([part[0] ^ (1 << rng.randrange(8))]) + part[1:],
                bytes(length),
                b"\xff" * length,
                b"",
                part + part,
                rng.randbytes(length),
                rng.choice((b"PK\x03\x04", b"PK\x05\x06", b'"', b"\n", b"[", b"0", b"\\u0000")),
            )
        )
        data = data[:place] + new + data[place + length :]
        if not data:
            return b""
    return data


#: What stands in the place of any value.
_STRANGE: Final = (
    *(None, True, False, 0, 1, -1, 2, 99_999_999, 100_000_000, 1 << 31, 1 << 61, 1 << 62, 1 << 64),
    *(1.0, 1.5, 1e300, "", "0", "a", "ä", "a\u0308", "\u202e", "\x00", "\ud800", "'; --", "=1+1"),
    *("0" * 16, "0" * 32, "f" * 64, "A" * 64, "x" * 401, [], {}, [[]], [1], {"a": 1}),
)


def restructured(data: bytes, seed: int) -> bytes:
    """One to three values of the manifest, the vector or a body exchanged, doubled or taken out.

    Sizes and hashes are put right and a stranger signs, so that nothing but the meaning stands in
    the way. What others signed keeps its old signature.
    """
    rng = random.Random(seed)
    entries = entries_of(data)
    names = [name for name in entries if name.endswith(("json", "jsonl"))]
    bodies: dict[str, bytes] = {}
    told: list[Any] = []
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(names)
        if name == "manifest.json":
            told.append(rng.random())
        else:
            bodies[name] = _body(bodies.get(name, entries[name]), rng)

    def alter(manifest: Any) -> bytes | None:
        for _ in told:
            _alter(manifest, rng)
        raw = json.dumps(manifest, ensure_ascii=False)
        return raw.encode("utf-8", "surrogatepass")

    return forged(data, alter, key=STRANGER, bodies=bodies)


def _body(body: bytes, rng: random.Random) -> bytes:
    lines = body.split(b"\n")
    number = rng.randrange(len(lines))
    draw = rng.random()
    if draw < 0.1:
        lines.insert(number, rng.choice(lines))
    elif draw < 0.2:
        del lines[number]
    elif draw < 0.25:
        rng.shuffle(lines)
    elif lines[number]:
        try:
            value = json.loads(lines[number])
        except ValueError:
            return body
        if isinstance(value, dict | list):
            _alter(value, rng)
        raw = json.dumps(value, ensure_ascii=False)
        lines[number] = raw.encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def _alter(value: Any, rng: random.Random) -> None:
    """Change one place of a value that is made of objects and lists."""
    places = list(_places(value))
    if not places:
        return
    holder, key = rng.choice(places)
    act = rng.choice(("strange", "strange", "near", "double", "drop", "swap"))
    if act == "strange":
        holder[key] = rng.choice(_STRANGE)
    elif act == "near" and isinstance(holder[key], int):
        holder[key] += rng.choice((-1, 1))
    elif act == "near" and isinstance(holder[key], str):
        holder[key] = holder[key][::-1]
    elif act == "double" and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif act == "drop":
        del holder[key]
    else:
        other, there = rng.choice(places)
        holder[key] = json.loads(json.dumps(other[there]))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)
