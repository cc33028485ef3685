"""What the user's configuration says to the commands."""

from collections.abc import Mapping, Sequence

from tui.commands.output import complain


def aliases() -> Mapping[str, Sequence[str]]:
    """Return the other names of stakeholders in the configuration, and tell what in it was not understood."""
    from tui import configuration

    said = configuration.read(configuration.configuration_file())
    for warning in said.warnings:
        complain(warning)
    return said.stakeholders
