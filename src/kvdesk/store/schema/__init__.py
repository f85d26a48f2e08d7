"""The released schemas as plain SQL, one module a version; never edited once released."""
