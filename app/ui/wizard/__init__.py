"""The steps of a draw, from the choice of a quarter to the visits."""
