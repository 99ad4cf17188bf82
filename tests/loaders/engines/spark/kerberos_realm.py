"""A Kerberos realm on this machine for as long as a test needs it: krb5-kdc of Debian."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.loaders.engines.spark.builds import find_free_ports, wait_for

REALM = "LAB.TEST"
PROGRAMS = Path("/usr/sbin")  # where Debian has those of administrators
CLIENT_FILE = """[libdefaults]
  default_realm = {realm}
  dns_lookup_realm = false
  dns_lookup_kdc = false
  rdns = false
  udp_preference_limit = 1
[realms]
  {realm} = {{
    kdc = 127.0.0.1:{port}
  }}
[domain_realm]
  localhost = {realm}
"""
SERVER_FILE = """[kdcdefaults]
  kdc_listen = 127.0.0.1:{port}
  kdc_tcp_listen = 127.0.0.1:{port}
[realms]
  {realm} = {{
    database_name = {folder}/principal
    key_stash_file = {folder}/stash
    max_life = 1d
  }}
[logging]
  kdc = FILE:{folder}/kdc.log
"""


@dataclass(frozen=True)
class Realm:
    """A running realm; `folder` has the keys of its programs, `environment` what they ask it by."""

    folder: Path
    environment: dict[str, str]

    @property
    def settings(self) -> Path:
        """The krb5.conf of clients."""
        return self.folder / "krb5.conf"

    def add(self, name: str, *principals: str) -> Path:
        """The keytab of new principals with random keys."""
        keytab = self.folder / f"{name}.keytab"
        for principal in principals:
            self.administer(f"addprinc -randkey {principal}")
            self.administer(f"ktadd -k {keytab} {principal}")
        return keytab

    def administer(self, command: str) -> None:
        """One command on the database itself."""
        self.run(PROGRAMS / "kadmin.local", "-r", REALM, "-q", command)

    def fetch_ticket(self, keytab: Path, principal: str) -> str:
        """A ticket of a principal, as KRB5CCNAME names it."""
        cache = f"FILE:{keytab.with_suffix('.ticket')}"
        self.run("kinit", "-c", cache, "-k", "-t", keytab, principal)
        return cache

    def run(self, *command: object) -> None:
        """A program of Kerberos that ends."""
        environment = os.environ | self.environment
        subprocess.run([*map(str, command)], env=environment, capture_output=True, check=True)


@contextmanager
def kerberos_realm(folder: Path) -> Iterator[Realm]:
    """A realm without anybody in it, on a free port of the loopback."""
    port = find_free_ports(1)[0]
    names = {"realm": REALM, "port": port, "folder": folder}
    (folder / "krb5.conf").write_text(CLIENT_FILE.format(**names))
    (folder / "kdc.conf").write_text(SERVER_FILE.format(**names))
    environment = {"KRB5_CONFIG": f"{folder}/krb5.conf", "KRB5_KDC_PROFILE": f"{folder}/kdc.conf"}
    realm = Realm(folder, environment)
    realm.run(PROGRAMS / "kdb5_util", "create", "-s", "-r", REALM, "-P", "of this test alone")
    command = [str(PROGRAMS / "krb5kdc"), "-n", "-r", REALM]
    server = subprocess.Popen(command, env=os.environ | environment)
    try:
        wait_for(server, port)
        yield realm
    finally:
        server.terminate()
        server.wait(30)
