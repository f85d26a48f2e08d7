"""Word documents from plain content: XML text streamed into a package.

Content comes in (`kvdesk.documents.content`), a kind lays it out as blocks, the body turns them
into markup, the package streams it into the file.
"""

from kvdesk.documents.saving import Saved, document_file_name, save
from kvdesk.documents.writing import render, write

__all__ = ["Saved", "document_file_name", "render", "save", "write"]
