"""The command line of interfaces.md: one file a group of subcommands, none of which needs a screen."""
