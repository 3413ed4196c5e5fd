"""The command line: one module a command, which reads its options, calls, and prints."""
