"""What each command of the command line does: one function a command, from its options to its exit status."""
