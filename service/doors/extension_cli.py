"""`wellnoted extension PATH`: the browser extension, ready to be loaded, signed or sent to a store."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--server", help="The service, as https://notes.council.example; all that it may then send to.")
@click.option("--origin", "sites", multiple=True, help="A site to read along on; give it again for each.")
@click.option("--zip", "is_zip", is_flag=True, help="Write a zip for a store, which gives it an id of its own.")
def extension(path: Path, server: str | None, sites: tuple[str, ...], is_zip: bool) -> None:  # noqa: FBT001
    """Write the browser extension for Chrome, Edge and Firefox to PATH.

    With --server and --origin it may reach these and nothing else. Without, a policy names them, and the browser
    asks the person. PATH is written whole, and only over what this command wrote.
    """
    from service.doors.extension import identity, policy, reach_of, write_folder, write_zip

    reach = reach_of(server, sites)
    (write_zip if is_zip else write_folder)(path, reach)
    if is_zip:
        click.echo("Upload it to the store; name the id that the store gives in the policy and the service's settings.")
        return
    click.echo(f"Chrome and Edge know it as {identity()}. A service that asks for no key must list it:")
    click.echo(f"""WELLNOTED_CORS_ORIGINS='["chrome-extension://{identity()}"]'""")
    click.echo("A policy for it looks like this:")
    click.echo(policy(reach))
