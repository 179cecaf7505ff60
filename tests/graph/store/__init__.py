"""One contract test run over every store, and the tests of each."""
