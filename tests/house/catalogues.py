"""Bring the Finnish and Swedish catalogues up to date with the code, or say what they lack.

`python dev.py words` extracts the visible words from the source and updates both catalogues;
`python dev.py words --check` changes nothing and ends with 1 when that would change a file, when
something is untranslated or fuzzy, or when the `{placeholders}` of a translation differ.
"""

import argparse
import ast
import inspect
import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

__all__ = ["CATALOGUES", "faults", "read_catalogue", "template"]

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "src" / "kvdesk"

#: Language -> its catalogue.
CATALOGUES: Final = {
    language: ROOT / "resources" / "locale" / language / "LC_MESSAGES" / "kvdesk.po"
    for language in ("fi", "sv")
}

#: Calls whose text is translated; `plural` takes two texts.
KEYWORDS: Final = {"_": None, "N_": None, "text": None, "plural": (1, 2)}

#: Classes registered under a name of the command line: their docstring is the name's help text.
REGISTERED: Final = frozenset({"command", "question", "task"})

#: What a catalogue starts with. No dates and no names: a header that never changes.
HEADER: Final = """\
msgid ""
msgstr ""
"Project-Id-Version: kvdesk\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

_PLACEHOLDER: Final = re.compile(r"\{(\w+)[^{}]*\}")


def template(source: Path = SOURCE) -> Catalog:
    """Every message of the source, untranslated."""
    found = Catalog(charset="utf-8")
    taken = extract_from_dir(source, [("**.py", "python")], keywords=KEYWORDS)
    for _, _, message, _, _ in taken:
        if message:
            found.add(message)
    for message in _help_texts(source):
        found.add(message)
    return found


def _help_texts(source: Path) -> Iterator[str]:
    for file in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and _is_registered(node):
                yield inspect.cleandoc(ast.get_docstring(node) or "")


def _is_registered(node: ast.ClassDef) -> bool:
    calls = (mark.func for mark in node.decorator_list if isinstance(mark, ast.Call))
    return any(isinstance(made, ast.Name) and made.id in REGISTERED for made in calls)


def read_catalogue(language: str) -> Catalog:
    """A language's catalogue as it is on disk; an empty one where there is none."""
    file = CATALOGUES[language]
    if not file.is_file():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language, charset="utf-8")


def updated(language: str, found: Catalog) -> Catalog:
    """The language's catalogue with the messages of the code: new ones empty, old ones gone."""
    catalogue = read_catalogue(language)
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def rendered(language: str, catalogue: Catalog) -> bytes:
    """The catalogue as it is kept on disk, sorted by its messages so that diffs are quiet."""
    stream = io.BytesIO()
    write_po(
        stream,
        catalogue,
        width=100,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    return HEADER.format(language=language).encode() + stream.getvalue().strip(b"\n") + b"\n"


def faults(language: str, found: Catalog) -> list[str]:
    """What is wrong with a language's catalogue, one sentence each; empty when nothing is."""
    catalogue = read_catalogue(language)
    kept = {message.id: message for message in catalogue if message.id}
    wanted = [message.id for message in found if message.id]
    told = [f"{language}: not in the catalogue: {first(id_)}" for id_ in wanted if id_ not in kept]
    told += [f"{language}: no longer in the code: {first(id_)}" for id_ in kept.keys() - {*wanted}]
    for message in kept.values():
        told += [f"{language}: {fault}: {first(message.id)}" for fault in _message_faults(message)]
    file = CATALOGUES[language]
    if not told and file.read_bytes() != rendered(language, updated(language, found)):
        told.append(f"{language}: the file is not as `python dev.py words` writes it")
    return told


def _message_faults(message: Message) -> Iterator[str]:
    ids, texts = _forms(message.id), _forms(message.string or "")
    if len(texts) != len(ids) or not all(texts):
        yield "untranslated"
        return
    if message.fuzzy:
        yield "fuzzy"
    if any(placeholders(a) != placeholders(b) for a, b in zip(ids, texts, strict=True)):
        yield "other placeholders"


def _forms(text: str | Sequence[str]) -> Sequence[str]:
    return (text,) if isinstance(text, str) else text


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return set(_PLACEHOLDER.findall(text))


def first(text: str | Sequence[str]) -> str:
    """A message's English text, of a plural its singular."""
    return _forms(text)[0]


def update() -> None:
    """Write both catalogues anew."""
    found = template()
    for language, file in CATALOGUES.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(rendered(language, updated(language, found)))


def check() -> int:
    """Print every fault; 1 when there is one."""
    found = template()
    told = [fault for language in CATALOGUES for fault in faults(language, found)]
    for line in told:
        sys.stdout.write(f"{line}\n")
    return 1 if told else 0


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, say what is missing")
    if parser.parse_args().check:
        return check()
    update()
    return 0


if __name__ == "__main__":
    sys.exit(main())
