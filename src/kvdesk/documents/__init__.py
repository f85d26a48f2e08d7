"""Word documents from plain content: XML text streamed into a package."""
