"""A Spark of our own for the command: says nothing, listens to nobody else, and leaves nothing behind.

On Databricks, Fabric and Synapse a session is there already, and nothing of this is used.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from service.doors.batch.pool import ONE_THREAD
from service.errors import SettingsError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOOPBACK = "127.0.0.1"
HEAP = "512m"
"""Java's memory on one machine. Spark only hands notes on there; 450 MB is the least that it starts with."""

_QUIET = """\
appender.none.type = Null
appender.none.name = none
rootLogger.level = off
rootLogger.appenderRef.none.ref = none
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = off
"""
"""Spark logs what a failing task says, and that could be a note's words. What fails is raised, so nothing is lost."""


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """Open a Spark at `master`, such as "local[2]", and close it. Raises SettingsError where there cannot be one."""
    refuse_impossible()
    with TemporaryDirectory(prefix="wellnoted-") as folder:
        os.environ.setdefault(*ONE_THREAD)  # its tasks on this machine inherit it, as the runner's workers do
        os.environ.update(_environment(master))
        spark = _opened(master, Path(folder))
        try:
            yield spark
        finally:
            spark.stop()


def refuse_impossible() -> None:
    """Raise SettingsError where Spark or Java is missing."""
    if find_spec("pyspark") is None or find_spec("pandas") is None:
        msg = "Spark needs more packages. Run pip install 'wellnoted[spark]'."
        raise SettingsError(msg)
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")):
        msg = "Spark needs Java 17, and none was found. Install it and put it on PATH, or set JAVA_HOME to its folder."
        raise SettingsError(msg)


def _opened(master: str, folder: Path) -> SparkSession:
    from pyspark.errors import PySparkException  # 0.5 s, and in the extra `spark` alone
    from pyspark.sql import SparkSession

    quiet = folder / "log4j2.properties"
    quiet.write_text(_QUIET, encoding="utf-8")
    builder = SparkSession.builder.master(master).appName("wellnoted")
    for name, value in _options(master, folder, quiet).items():
        builder = builder.config(name, value)
    try:
        with _own_signals():
            return builder.getOrCreate()
    except (PySparkException, OSError) as error:
        msg = (
            f"{master}: no Spark could be opened there ({type(error).__name__}). Check --master, Java and the network."
        )
        raise SettingsError(msg) from None


@contextmanager
def _own_signals() -> Iterator[None]:
    """Keep what happens on Ctrl-C: Spark would drop all work on it, where the runner finishes the units at hand."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if current_thread() is main_thread():
            signal.signal(signal.SIGINT, before)


def is_local(master: str) -> bool:
    """Tell whether a master is this machine itself."""
    return master.startswith("local")


def _environment(master: str) -> Mapping[str, str]:
    # Tasks would run under whatever `python3` is first on PATH, without this program.
    return {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": LOOPBACK} if is_local(master) else {}


def _options(master: str, folder: Path, quiet: Path) -> Mapping[str, str]:
    options = {
        "spark.ui.enabled": "false",  # its page shows plans and errors to whoever asks
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),  # else it makes a folder where one stands
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet.as_uri()}",
    }
    return options | _options_here(folder) if is_local(master) else options


def _options_here(folder: Path) -> dict[str, str]:
    """Return what a cluster decides for itself and this machine does not: disks, addresses, memory."""
    return {
        "spark.local.dir": str(folder / "local"),
        "spark.io.encryption.enabled": "true",  # what Spark puts on the disc, with a key that is in memory only
        "spark.driver.bindAddress": LOOPBACK,
        "spark.driver.host": LOOPBACK,
        "spark.driver.memory": HEAP,
    }
