"""The note in every package for whoever opens it by hand."""

from typing import Final

__all__ = ["README_NAME", "README_TEXT"]

README_NAME: Final = "LUEMINUT.txt"

README_TEXT: Final = """\
Suomeksi
Tämä on kvdesk-ohjelman vaihtotiedosto. Se avataan kvdeskissä: Vaihto, Tuo tiedosto.
Älä pura tai muuta sitä: muutettu tiedosto ei kelpaa. Lähettäjä näkyy tuonnin esikatselussa.

På svenska
Detta är en utbytesfil från programmet kvdesk. Den öppnas i kvdesk: Utbyte, Importera fil.
Packa inte upp eller ändra den: en ändrad fil godkänns inte. Avsändaren syns i förhandsgranskningen.

In English
This is an exchange file of the program kvdesk. Open it in kvdesk: Exchange, Import a file.
Do not unpack or alter it: an altered file is refused. The preview of the import shows the sender.
"""
