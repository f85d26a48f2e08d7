"""The seal of an exported sheet: a MAC whose key never leaves the desk."""

import hmac

__all__ = ["seal_holds", "seal_of"]


def seal_of(key: str, *, export: str, kind: str, language: str) -> str:
    """The HMAC-SHA-256 over what a sheet says of itself; `key` is hex digits (RFC 2104)."""
    told = f"kvdesk sheet 1\n{export}\n{kind}\n{language}".encode()
    return hmac.digest(bytes.fromhex(key), told, "sha256").hex()


def seal_holds(key: str, seal: str, *, export: str, kind: str, language: str) -> bool:
    """Whether a sheet's seal was made here with this key."""
    expected = seal_of(key, export=export, kind=kind, language=language)
    return hmac.compare_digest(expected.encode(), seal.encode())
