"""What every floor stands on: clock, ids, errors, words, paths, settings, text, dates."""
