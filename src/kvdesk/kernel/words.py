"""The words that people read, through gettext: English in the code, Finnish first on screen."""

import gettext
from dataclasses import dataclass, field
from typing import Final

from kvdesk.kernel.resources import resource_folder

__all__ = ["LANGUAGES", "N_", "Words", "words_for"]

#: Language code -> its own name, Finnish first.
LANGUAGES: Final = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name, known to every extractor
    """Mark a message for extraction without translating it yet."""
    return message


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. `text` and `plural` translate first and fill braces afterwards."""

    language: str
    _catalogue: gettext.NullTranslations = field(repr=False, compare=False)

    def text(self, message: str, **values: object) -> str:
        """The message in this language with `{name}` replaced by the values given."""
        if not message:
            return ""
        translated = self._catalogue.gettext(message)
        return translated.format_map(values) if values else translated

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The right plural form for `n`; `{n}` is filled as well."""
        return self._catalogue.ngettext(one, many, n).format_map({"n": n, **values})


def words_for(language: str) -> Words:
    """The words of `fi`, `sv` or `en`; an unknown language gives English."""
    folder = resource_folder() / "locale"
    catalogue = gettext.translation("kvdesk", folder, [language], fallback=True)
    return Words(language if language in LANGUAGES else "en", catalogue)
