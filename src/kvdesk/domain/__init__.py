"""What a network of equal organisations is, and its rules: pure data."""
