"""Laws, programs and planted bugs for the merge."""
