"""`wellnoted key …`: keys made, listed and revoked; a service that runs knows of it at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # what a command needs it imports itself, so that --help is quick
    from service.doors.keys import Key

SCOPES = ("check", "history", "batch", "admin")
LONGEST_DAYS = 365


@click.group()
def key() -> None:
    """Make, list and revoke the keys by which the service knows who asks."""


@key.command()
@click.argument("label")
@click.option("--scope", "scopes", type=click.Choice(SCOPES), multiple=True, help="What it is for; check, if none.")
@click.option("--days", type=click.IntRange(1, LONGEST_DAYS), default=LONGEST_DAYS, show_default=True)
def new(label: str, scopes: tuple[str, ...], days: int) -> None:
    """Make a key. LABEL says whose it is: "reception laptop", "case system". It is shown this once.

    check: review notes, one at a time. history: keep and compare earlier notes. batch: review many at once.
    admin: everything. A key for an editor needs check alone. Before one expires, make the next; both work meanwhile.
    """
    from service.doors.key_file import changing
    from service.doors.keys import Scope, new_key

    _refuse_unprintable(label)
    made, secret = new_key(label, frozenset(Scope(scope) for scope in scopes or ("check",)), days)
    with changing(_path()) as keys:
        keys[made.id] = made
    click.echo(secret)
    click.echo(
        f"It works until {made.expires} and is not kept: store it now where only its user can read it.", err=True
    )


@key.command("list")
def list_keys() -> None:
    """List the keys: never the secrets, which are not kept."""
    from service.doors.key_file import last_used, read_keys

    keys = read_keys(_path())
    if not keys:
        click.echo('There are no keys. Make one: wellnoted key new "who will use it"', err=True)
        return
    row = "{:<8}  {:<10}  {:<10}  {:<10}  {:<20}  {}".format
    click.echo(row("id", "created", "last used", "expires", "for", "label"))
    for each in sorted(keys, key=lambda each: (each.expires, each.id)):
        used = last_used(_path(), each)
        scopes = ",".join(sorted(each.scopes))
        click.echo(row(each.id, f"{each.created}", f"{used or 'never'}", _expiry(each), scopes, each.label))


@key.command()
@click.argument("identifier", metavar="ID")
def revoke(identifier: str) -> None:
    """Delete a key by its id, as `wellnoted key list` shows it. What is sent with it is refused from now on."""
    from service.doors.key_file import changing, forget_use
    from service.errors import InputError

    with changing(_path()) as keys:
        gone = keys.pop(identifier, None)
        if gone is None:
            msg = "there is no key of that id. See: wellnoted key list"
            raise InputError(msg)
    forget_use(_path(), gone)
    click.echo("The key is deleted.")


def _expiry(each: Key) -> str:
    return "expired" if each.is_expired else f"{each.expires}"


def _refuse_unprintable(label: str) -> None:
    from service.errors import InputError

    if not label.strip() or not label.isprintable() or len(label) > 80:  # noqa: PLR2004 - said in the message
        msg = "a label is 1 to 80 characters on one line."
        raise InputError(msg)


def _path() -> Path:
    from service.doors.key_file import keys_file
    from service.settings import settings

    return keys_file(settings())
