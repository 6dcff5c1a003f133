"""The command line: files in, reviews out. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from service.doors.batch.command import batch
from service.doors.extension_cli import extension
from service.doors.history_cli import history
from service.doors.keys_cli import key
from service.errors import InputError, SettingsError, WellnotedError

if TYPE_CHECKING:
    from service.check import Check

FORMATS = ("text", "json", "jsonl", "sarif", "html")
NOTHING_TO_ASK, SOMETHING_TO_ASK, UNREADABLE = 0, 1, 2


class _Commands(click.Group):
    """Prints our errors as one message and exit code 2, as click does its own."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except WellnotedError as error:
            click.echo(f"wellnoted: {error}", err=True)
            context.exit(UNREADABLE)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wellnoted", message="%(version)s")
def main() -> None:
    """Ask of a draft case note what a careful colleague would ask.

    It reads the note and asks; it never writes the record, and nothing leaves this machine.
    """


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--all", "show_all", is_flag=True, help="Show folded findings too (text and html).")
@click.option("--age", type=click.FloatRange(0, 25), help="The child's age in years, for plain-text notes.")
@click.option("--type", "record_type", help='Record type, such as "home visit" or "plan", for plain-text notes.')
@click.option("--reader", help="Who will read it: child (default), family or professional; for plain-text notes.")
def review(  # noqa: PLR0913, PLR0917 - each is an option that people type
    files: tuple[str, ...],
    style: str,
    show_all: bool,  # noqa: FBT001 - click passes flags by keyword
    age: float | None,
    record_type: str | None,
    reader: str | None,
) -> None:
    """Review notes: text files, a Note as .json, many Notes as .jsonl, or - for standard input.

    Exit code 0: nothing at "ask" or above; 1: something; 2: a file could not be read.
    """
    from service.analyse import analyse_many  # loads every check
    from service.doors.files import read_files
    from service.doors.rendering import Reviewed, write
    from service.finding import Severity

    details = {"child": {"age_years": age} if age is not None else None, "record_type": record_type, "reader": reader}
    given = read_files(files, {name: value for name, value in details.items() if value is not None})
    reviews = analyse_many(source.note for source in given)
    reviewed = (Reviewed(*pair) for pair in zip(given, reviews, strict=True))
    asks = {Severity.MUST_SEE, Severity.ASK}
    severities = write(reviewed, style, sys.stdout, show_all=show_all)
    sys.exit(SOMETHING_TO_ASK if severities & asks else NOTHING_TO_ASK)


@main.command()
@click.argument("note")
@click.argument("earlier", nargs=-1, metavar="EARLIER...")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True)
def compare(note: str, earlier: tuple[str, ...], style: str) -> None:
    """Show what a note shares with earlier ones, side by side, with what was changed inside marked.

    Files are as for review; earlier notes may also be in the note, as prior_notes.
    Exit code 0: nothing is copied; 1: something is; 2: a file could not be read.
    """
    from service.doors.comparing import compare_files, print_comparison, write_comparison

    compared = compare_files(note, earlier)
    (print_comparison if style == "text" else write_comparison)(compared, sys.stdout)
    sys.exit(SOMETHING_TO_ASK if compared.copied.share else NOTHING_TO_ASK)


@main.command()
@click.argument("name")
def explain(name: str) -> None:
    """Say what a check looks for, why, and with which examples."""
    from difflib import get_close_matches

    from service.analyse import checks

    by_name = {check.name: check for check in checks()}
    if name not in by_name:
        near = get_close_matches(name, by_name, n=1)
        hint = f" Did you mean {near[0]}?" if near else " See: wellnoted checks"
        msg = f"there is no check of that name.{hint}"
        raise InputError(msg)
    click.echo(_page(by_name[name]))


@main.command("checks")
def list_checks() -> None:
    """List the checks, each with its severity and what it looks for."""
    from service.analyse import checks

    for check in checks():
        click.echo(f"{check.name:<16} {check.severity:<9} {check.about.splitlines()[0]}")


@main.command()
@click.option("--host", help="Address to bind; only this machine's own, 127.0.0.1, while there are no keys.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to bind.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that share the work; each holds its own models.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Start the service."""
    from service.analyse import refuse_unusable
    from service.doors.history_setting import refuse_unusable_history
    from service.doors.server import serve_forever
    from service.settings import settings

    said = {"host": host, "port": port, "workers": workers}
    chosen = settings().model_copy(update={name: value for name, value in said.items() if value is not None})
    refuse_unusable(chosen)
    refuse_unusable_history(chosen)
    serve_forever(chosen)


@main.command()
@click.option("--stdio", is_flag=True, hidden=True, help="Accepted since editors pass it; there is no other way.")
def lsp(stdio: bool) -> None:  # noqa: ARG001, FBT001 - it says what is so anyway
    """Serve an editor: the Language Server Protocol over standard input and output."""
    try:
        from service.doors.lsp import serve_editor  # loads pygls
    except ModuleNotFoundError as error:
        if error.name not in {"lsprotocol", "pygls", "yaml"}:
            raise
        msg = "The language server needs more packages. Run pip install 'wellnoted[lsp]'."
        raise SettingsError(msg) from None
    serve_editor()


main.add_command(extension)
main.add_command(history)
main.add_command(batch)
main.add_command(key)


def _page(check: Check) -> str:
    import textwrap

    about = textwrap.dedent("    " + check.about)
    lines = [f"{check.name} ({check.severity})", "", about, "", f"Source: {check.source}"]
    if check.flags:
        lines += ["", "Asked about:", *(f"  {example}" for example in check.flags)]
    if check.passes:
        lines += ["", "Left alone:", *(f"  {example}" for example in check.passes)]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
