"""The command `acs-emulator`."""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
import secrets
import socket
import tempfile
from pathlib import Path

import click

from acs_emulator.app import create_app
from acs_emulator.event_schema import Schema
from acs_emulator.journal import FolderInUse
from acs_emulator.secret_files import write_secret
from acs_emulator.senders import text_sender
from acs_emulator.serving import PortTaken, listen, serve
from acs_emulator.state import DEFAULT_EMAIL_SENDER, DEFAULT_PHONE_NUMBER, Emulator, Settings
from acs_emulator.tls import ensure_certificates

ANY_HOST = ("0.0.0.0", "::")  # noqa: S104  # named to be replaced, not bound


@click.command(context_settings={"show_default": True})
@click.option("--host", default="127.0.0.1", help="Address to listen on.")
@click.option("--port", default=8443, help="Port for https; 0 lets the system choose.")
@click.option("--http-port", default=8444, help="Port for plain http and the inbox; 0 lets the system choose.")
@click.option("--no-http", is_flag=True, help="Open no plain http port.")
@click.option("--data-dir", type=click.Path(path_type=Path), help="Keep the state here; in memory without it.")
@click.option(
    "--ca-dir", type=click.Path(path_type=Path), help="Keep the local CA here; without it in the data folder."
)
@click.option("--access-key", help="Base64; without it one is made, and kept in the data folder.")
@click.option(
    "--phone-number",
    multiple=True,
    default=[DEFAULT_PHONE_NUMBER],
    callback=lambda _context, _option, numbers: usable_senders(numbers),
    help="Number, short code or name owned; repeatable.",
)
@click.option("--email-sender", multiple=True, default=[DEFAULT_EMAIL_SENDER], help="Sender owned; repeatable.")
@click.option("--event-grid-webhook", help="Where events go.")
@click.option(
    "--event-schema",
    type=click.Choice(["eventgrid", "cloudevents"]),
    default="eventgrid",
    help="How events are written.",
)
@click.option("--event-grid-retry-scale", default=1.0, help="Multiplies the waits between deliveries.")
@click.option("--report-delay", default=0.3, help="Seconds from sending to the delivery report.")
@click.option("--revocation-delay", default=0.0, help="Seconds until a revocation holds.")
@click.option("--signature-skew", default=900.0, help="Seconds that the date of a signed request may be off.")
@click.option("--clock-offset", default=0.0, help="Seconds by which domain time is shifted.")
@click.option("--page-size", default=100, help="Rooms, and roster entries, on a page.")
@click.option("--limits", type=click.Choice(["off", "documented"]), default="off", help="Rate limits.")
@click.option("--control/--no-control", default=True, help="Answer the control API under /_emulator/.")
@click.option("--product-url", help="Where the product under test is: the inbox shows the way back to it.")
@click.option("--log", type=click.Choice(["debug", "info", "warning", "error"]), default="warning", help="Log level.")
def main(
    host: str,
    port: int,
    http_port: int,
    no_http: bool,
    data_dir: Path | None,
    ca_dir: Path | None,
    access_key: str | None,
    phone_number: tuple[str, ...],
    email_sender: tuple[str, ...],
    event_grid_webhook: str | None,
    event_schema: Schema,
    event_grid_retry_scale: float,
    report_delay: float,
    revocation_delay: float,
    signature_skew: float,
    clock_offset: float,
    page_size: int,
    limits: str,
    control: bool,
    product_url: str | None,
    log: str,
) -> None:
    """A local Azure Communication Services: identity, rooms, chat, SMS, e-mail, with an inbox for people."""
    logging.basicConfig(level=log.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        settings = Settings(
            access_key=usable_key(access_key, data_dir),
            data_dir=data_dir,
            phone_numbers=phone_number,
            email_senders=email_sender,
            event_grid_webhook=event_grid_webhook,
            event_schema=event_schema,
            event_grid_retry_scale=event_grid_retry_scale,
            report_delay_seconds=report_delay,
            revocation_delay_seconds=revocation_delay,
            signature_skew_seconds=signature_skew,
            clock_offset_seconds=clock_offset,
            page_size=page_size,
            limits=limits == "documented",
            control=control,
            product_url=product_url,
        )
        https = listen(host, port)
        http = None if no_http else listen(host, http_port)
        emulator = Emulator(settings)
    except (PortTaken, FolderInUse) as error:
        raise click.ClickException(str(error)) from error
    run(emulator, host, https, http, ca_dir or data_dir, access_log=log == "debug")


def run(
    emulator: Emulator,
    host: str,
    https: socket.socket,
    http: socket.socket | None,
    ca_dir: Path | None,
    *,
    access_log: bool,
) -> None:
    """Serve one emulator until it is told to stop; the certificates of one without folders go when it does."""
    with tempfile.TemporaryDirectory(prefix="acs-emulator-ca-") as passing:
        certificates = ensure_certificates(ca_dir or Path(passing), host)
        shown = "localhost" if host in ANY_HOST else f"[{host}]" if ":" in host else host
        endpoint = f"https://{shown}:{https.getsockname()[1]}/"
        connection_string = f"endpoint={endpoint};accesskey={emulator.settings.access_key}"
        plain = None if http is None else f"http://{shown}:{http.getsockname()[1]}"
        emulator.events.base_url = plain or endpoint.rstrip("/")
        if emulator.settings.data_dir is not None:
            write_secret(emulator.settings.data_dir / "connection-string.txt", connection_string.encode())

        def ready() -> None:
            click.echo(f"Connection string: {connection_string}")
            click.echo(f"CA certificate:    {certificates.ca}")
            if plain is not None:
                click.echo(f"Inbox:             {plain}/")

        asyncio.run(serve(create_app(emulator), https, http, certificates, ready, access_log=access_log))


def usable_key(given: str | None, data_dir: Path | None) -> str:
    """Return the access key: the given one, else the one kept in the data folder, else a new one, which is kept."""
    if given is not None:
        try:
            base64.b64decode(given, validate=True)
        except binascii.Error as error:
            raise click.BadParameter("The access key must be base64.", param_hint="--access-key") from error
        return given
    made = base64.b64encode(secrets.token_bytes(48)).decode()
    if data_dir is None:
        return made
    path = data_dir / "access-key.txt"
    if path.exists():
        return path.read_text().strip()
    write_secret(path, made.encode())
    return made


def usable_senders(senders: tuple[str, ...]) -> tuple[str, ...]:
    """Return the senders of texts as they are given, if each is one."""
    for sender in senders:
        if text_sender(sender) is None:
            raise click.BadParameter(f"{sender!r} is no E.164 number, no short code and no name of 1 to 11 characters.")
    return senders


if __name__ == "__main__":
    main()
