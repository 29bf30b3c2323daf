"""From frames to answers: pure functions that open no file but their own rules."""
