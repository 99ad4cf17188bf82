"""A real HDFS on this machine, one name node and one data node, for as long as a test needs it.

`make endurance` brings the servers: Hadoop 2.7.4, which PySpark 3.0.1 has whole; newer ones have
the client alone.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen
from xml.sax.saxutils import escape

from tests.loaders.command import PLACE
from tests.loaders.engines.spark.builds import find_free_ports

JARS = PLACE / ".venv" / "hadoop"
NAME_NODE = "org.apache.hadoop.hdfs.server.namenode.NameNode"
DATA_NODE = "org.apache.hadoop.hdfs.server.datanode.DataNode"
SHELL = "org.apache.hadoop.fs.FsShell"
LIVE_NODES = "/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState"
SECONDS = 120  # for a start on a busy machine
JAVA = [  # Hadoop 2.7 is of the days of Java 8
    "-Xmx256m",
    "-Djava.net.preferIPv4Stack=true",
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
]
LOGGING = """log4j.rootLogger=WARN,console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.target=System.err
log4j.appender.console.layout=org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern=%d %p %c{1}: %m%n
"""


@dataclass(frozen=True)
class HdfsCluster:
    """A running HDFS: its address, the folder with all that it has, and how its programs start.

    java: the command up to the class, with the settings of Java and of the cluster; environment:
    what it is started with.
    """

    address: str
    folder: Path
    java: list[str]
    environment: dict[str, str]
    servers: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def settings(self) -> Path:
        """The folder with core-site.xml and hdfs-site.xml: HADOOP_CONF_DIR of a client."""
        return self.folder / "settings"

    def shell(self, *words: object) -> str:
        """What `hdfs dfs` says; CalledProcessError where it fails."""
        return self.run(SHELL, *words)

    def put(self, source: Path, target: str) -> None:
        """Copy a folder of this machine to a path that is not there yet."""
        self.shell("-mkdir", "-p", Path(target).parent)
        self.shell("-put", source, target)

    def run(self, program: str, *words: object) -> str:
        """The output of a program of Hadoop that ends."""
        command = [*self.java, program, *map(str, words)]
        ended = subprocess.run(command, env=os.environ | self.environment, capture_output=True,
                               text=True, check=True, timeout=SECONDS)  # fmt: skip
        return ended.stdout

    @contextmanager
    def serve(self, program: str) -> Iterator[None]:
        """A server of the cluster, which logs in a file named after it; ended in the end."""
        with (self.folder / f"{program.rpartition('.')[2]}.log").open("wb") as log:
            server = subprocess.Popen([*self.java, program], stdout=log, stderr=log,
                                      env=os.environ | self.environment)  # fmt: skip
        self.servers[program] = server
        try:
            yield
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()

    def wait_for_data_node(self, page: str) -> None:
        """Until the name node counts a data node; AssertionError where a server ends before."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            ended = [name for name, server in self.servers.items() if server.poll() is not None]
            assert not ended, f"{ended} ended: see the logs in {self.folder}"
            with suppress(OSError, ValueError, LookupError), urlopen(page, timeout=5) as answer:
                if json.load(answer)["beans"][0]["NumLiveDataNodes"] > 0:
                    return
            time.sleep(0.1)
        raise AssertionError(f"no data node within {SECONDS} seconds")


@contextmanager
def hdfs_cluster(
    folder: Path, more: dict[str, str], java: tuple[str, ...] = (), **environment: str
) -> Iterator[HdfsCluster]:
    """HDFS on free ports of the loopback.

    more: settings beyond those that one node on one machine takes, as for Kerberos; java,
    environment: what its programs are started with.
    """
    name_port, web_port = find_free_ports(2)
    address = f"hdfs://localhost:{name_port}"
    settings = folder / "settings"
    write_settings(settings, list_settings(address, web_port, folder) | more)
    own = [f"-Djava.io.tmpdir={folder}", *java, "-cp", f"{settings}:{JARS}/*"]
    command = [shutil.which("java") or "java", *JAVA, *own]
    cluster = HdfsCluster(address, folder, command, {"LC_ALL": "C.UTF-8", **environment})
    cluster.run(NAME_NODE, "-format", "-nonInteractive")
    with ExitStack() as servers:
        for program in (NAME_NODE, DATA_NODE):
            servers.enter_context(cluster.serve(program))
        cluster.wait_for_data_node(f"http://localhost:{web_port}{LIVE_NODES}")
        yield cluster


def list_settings(address: str, web_port: int, folder: Path) -> dict[str, str]:
    """The settings of one node that holds the only copy of everything."""
    return {
        "fs.defaultFS": address,
        "hadoop.tmp.dir": f"{folder}/tmp",
        "dfs.replication": "1",
        "dfs.webhdfs.enabled": "false",  # wants Jersey 1, which PySpark does not have
        "dfs.namenode.name.dir": f"file://{folder}/names",
        "dfs.datanode.data.dir": f"file://{folder}/blocks",
        "dfs.namenode.http-address": f"localhost:{web_port}",
        "dfs.datanode.address": "localhost:0",
        "dfs.datanode.ipc.address": "localhost:0",
        "dfs.datanode.http.address": "localhost:0",
    }


def write_settings(folder: Path, settings: dict[str, str]) -> None:
    """What the servers and their clients read: each file has it all, Hadoop reads both."""
    properties = "".join(
        f"<property><name>{name}</name><value>{escape(value)}</value></property>\n"
        for name, value in settings.items()
    )
    folder.mkdir(parents=True)
    for name in ("core-site.xml", "hdfs-site.xml"):
        (folder / name).write_text(f"<configuration>\n{properties}</configuration>\n")
    (folder / "log4j.properties").write_text(LOGGING)
    for pages in ("hdfs", "datanode"):  # the servers' web pages, which the jars have not
        (folder / "webapps" / pages).mkdir(parents=True)
