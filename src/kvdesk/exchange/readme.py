"""The note in every package for whoever opens it by hand."""

from typing import Final

__all__ = ["README_NAME", "readme"]

README_NAME: Final = "LUEMINUT.txt"

_TEXT: Final = """\
Suomeksi
Tämä on kvdesk-ohjelman vaihtotiedosto. Lähettäjä: {sender}.
Se avataan kvdeskissä: Vaihto, Tuo tiedosto. Älä pura tai muuta sitä: muutettu tiedosto ei kelpaa.

På svenska
Detta är en utbytesfil från programmet kvdesk. Avsändare: {sender}.
Den öppnas i kvdesk: Utbyte, Importera fil. Packa inte upp eller ändra den: en ändrad fil godkänns
inte.

In English
This is an exchange file of the program kvdesk. Sender: {sender}.
Open it in kvdesk: Exchange, Import a file. Do not unpack or alter it: an altered file is refused.
"""


def readme(department: str, label: str) -> bytes:
    """What the file is, who sent it and what to do with it, in Finnish, Swedish and English."""
    return _TEXT.format(sender=f"{label} ({department})").encode()
