"""Bugs that a programmer could plant into the reader of packages, as the text that is typed."""

from typing import Final

from changes.planted_modules import Seed

__all__ = ["EXCHANGE_BUGS"]

_SIGNING: Final = (
    Seed(
        "a signature covers the body but not its place in the stream",
        "kvdesk.exchange.signing",
        'f"kvdesk segment {stream} {first} {last} {sha256}"',
        'f"kvdesk segment {stream} {sha256}"',
    ),
    Seed(
        "a signature covers the place but not the body",
        "kvdesk.exchange.signing",
        'f"kvdesk segment {stream} {first} {last} {sha256}"',
        'f"kvdesk segment {stream} {first} {last}"',
    ),
    Seed(
        "every signature holds",
        "kvdesk.exchange.signing",
        "return verifies(segment.signer, segment.signature, claim)",
        "return True",
    ),
    Seed(
        "a segment may be another part of its stream",
        "kvdesk.exchange.signing",
        "    if told != [",
        "    if False and told != [",
    ),
    Seed(
        "a segment may end before it begins",
        "kvdesk.exchange.signing",
        "not 1 <= int(found[2]) <= int(found[3]) < SEQ_LIMIT",
        "not int(found[3]) < SEQ_LIMIT",
    ),
)

_KEYS: Final = (
    Seed(
        "a key for which everybody can sign is believed",
        "kvdesk.exchange.keys",
        'if int.from_bytes(raw, "little") % 2**255 in _WEAK:',
        "if False:",
    ),
    Seed(
        "a wrong signature is only a doubt",
        "kvdesk.exchange.keys",
        "    except (InvalidSignature, ValueError):\n        return False",
        "    except (InvalidSignature, ValueError):\n        return True",
    ),
)

_PACKAGE: Final = (
    Seed(
        "the sender's signature is not looked at",
        "kvdesk.exchange.package",
        "    if not verifies(manifest.sender.key, signature, raw):",
        "    if False:",
    ),
    Seed(
        "bodies are not hashed",
        "kvdesk.exchange.package",
        "    if hashlib.sha256(body).hexdigest() != note.sha256:",
        "    if False:",
    ),
    Seed(
        "a segment's signature is not looked at",
        "kvdesk.exchange.package",
        "    if not signature_holds(segment):",
        "    if False:",
    ),
    Seed(
        "a stream may have two authors",
        "kvdesk.exchange.package",
        "        if authors.setdefault(segment.stream, segment.signer) != segment.signer:",
        "        if False:",
    ),
    Seed(
        "a signer may be counted from the end",
        "kvdesk.exchange.package",
        "    if note.signer is None or note.signer >= len(manifest.signers):",
        "    if note.signer is None:",
    ),
)

_MANIFEST: Final = (
    Seed(
        "a newer package is read all the same",
        "kvdesk.exchange.manifest",
        "    if door.min_reader > READER:",
        "    if False:",
    ),
    Seed(
        "a key may come twice",
        "kvdesk.exchange.manifest",
        "    if len(found) != len(told):",
        "    if False:",
    ),
    Seed(
        "texts need not be composed",
        "kvdesk.exchange.manifest",
        'if _FORBIDDEN.search(word) or not unicodedata.is_normalized("NFC", word):',
        "if _FORBIDDEN.search(word):",
    ),
    Seed(
        "intervals may overlap",
        "kvdesk.exchange.manifest",
        "one[1] < two[0] for one",
        "one[0] < two[1] for one",
    ),
    Seed(
        "a part may lie beyond the last",
        "kvdesk.exchange.manifest",
        "if part.number > len(part.starts) or not rising:",
        "if not rising:",
    ),
)

_CONTAINER: Final = (
    Seed(
        "names that differ in case only are two",
        "kvdesk.exchange.container",
        "        seen.add(name.casefold())",
        "        seen.add(name)",
    ),
    Seed(
        "entries may overlap",
        "kvdesk.exchange.container",
        "if fields[16] != expected or not data.startswith(header, expected) or not raw.isascii():",
        "if not data.startswith(header, fields[16]) or not raw.isascii():",
    ),
    Seed(
        "the local header is not compared",
        "kvdesk.exchange.container",
        "or not data.startswith(header, expected) or",
        "or",
    ),
    Seed(
        "bytes may stand behind the directory",
        "kvdesk.exchange.container",
        "    if expected != start or place != len(data) - _END.size:",
        "    if expected != start:",
    ),
    Seed(
        "links and devices are files",
        "kvdesk.exchange.container",
        "not (plain and file and known)",
        "not (plain and known)",
    ),
    Seed(
        "flags, extra fields and comments are passed over",
        "kvdesk.exchange.container",
        "not (plain and file and known)",
        "not (file and known)",
    ),
    Seed(
        "a bomb is inflated",
        "kvdesk.exchange.container",
        "    if size > RATIO_LIMIT * max(packed, 64):",
        "    if False:",
    ),
    Seed(
        "any number of entries is read",
        "kvdesk.exchange.container",
        "    if count > ENTRY_LIMIT:",
        "    if False:",
    ),
    Seed(
        "checksums are not compared",
        "kvdesk.exchange.container",
        "if len(body) != entry.size or zlib.crc32(body) != entry.crc:",
        "if len(body) != entry.size:",
    ),
)

_SEGMENTS: Final = (
    Seed(
        "a stream's numbers may fall",
        "kvdesk.exchange.segments",
        "        if seq <= self._last.get(stream, 0):",
        "        if False:",
    ),
    Seed(
        "a field may be set twice in one change",
        "kvdesk.exchange.segments",
        "if len(told) > 1 and len({(o.record, o.field) for o in told}) != len(told):",
        "if False:",
    ),
    Seed(
        "contexts need not rise",
        "kvdesk.exchange.segments",
        "if 0 in seqs or list(streams) != sorted(set(streams)):",
        "if 0 in seqs:",
    ),
    Seed(
        "a context may have seen nothing",
        "kvdesk.exchange.segments",
        "if 0 in seqs or list",
        "if list",
    ),
    Seed(
        "names need not rise",
        "kvdesk.exchange.segments",
        "        if any(one >= two for one, two in pairwise(names)):",
        "        if False:",
    ),
    Seed(
        "names are looked at from their beginning only",
        "kvdesk.exchange.segments",
        "all(map(pattern.fullmatch, names))",
        "all(map(pattern.match, names))",
    ),
    Seed(
        "half letters and nuls are let in",
        "kvdesk.exchange.segments",
        'return b"\\\\u" not in body and',
        "return",
    ),
    Seed(
        "a body may be cut in its last line",
        "kvdesk.exchange.segments",
        '    if not line.endswith(b"\\n"):',
        "    if False:",
    ),
    Seed(
        "any number of operations is read",
        "kvdesk.exchange.segments",
        "        if self._count > OPERATIONS_LIMIT:",
        "        if False:",
    ),
    Seed(
        "a part of the head may come twice",
        "kvdesk.exchange.segments",
        """or any(line.count(b'"%s"' % key.encode()) != 1 for key in _NAMES)""",
        "or False",
    ),
)

EXCHANGE_BUGS: Final = (
    *_SIGNING,
    *_KEYS,
    *_PACKAGE,
    *_MANIFEST,
    *_CONTAINER,
    *_SEGMENTS,
)
