"""Words and rules that every floor shares; imports nothing of ours."""
