"""How documents look: the positions and styles of the Finnish standard for office documents.

The values are those of SFS 2487:2024 as an open implementation states them: basic column 23 mm,
text at one column, metadata at four, headings and labels at the margin.
"""
