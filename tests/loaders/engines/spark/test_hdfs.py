"""The same registers from a real HDFS, without Kerberos and with it.

`make endurance` alone: the servers are a download of 200 MB.
"""

import shutil

import pytest

from tests.loaders.columns.test_read_columns import KEPT
from tests.loaders.engines.spark.builds import (
    NEEDED,
    build,
    on_this_machine,
    on_two_workers,
    refuse,
    through_connect,
    whole,
)
from tests.loaders.engines.spark.hdfs_cluster import DATA_NODE, JARS, hdfs_cluster
from tests.loaders.engines.spark.kerberos_realm import PROGRAMS, REALM, kerberos_realm

pytestmark = [
    *NEEDED,
    whole,
    pytest.mark.skipif(not JARS.exists(), reason="没有 HDFS 的服务端：make endurance 取来"),
]
kerberos = pytest.mark.skipif(
    not (PROGRAMS / "krb5kdc").exists() or shutil.which("kinit") is None,
    reason="没有 Kerberos：apt-get install krb5-kdc krb5-admin-server krb5-user",
)
FOLDER = "/labs/来件"


@pytest.fixture(scope="module")
def hdfs(source, tmp_path_factory):
    with hdfs_cluster(tmp_path_factory.mktemp("hdfs"), {}) as cluster:
        cluster.put(source, FOLDER)
        yield cluster


@pytest.mark.parametrize("place", [on_this_machine, on_two_workers, through_connect])
def test_spark_publishes_from_hdfs_what_duckdb_publishes(
    place, hdfs, source, by_duckdb, tmp_path, monkeypatch
):
    """With the settings of the cluster, as where HDFS is what Spark takes a path for."""
    monkeypatch.setenv("HADOOP_CONF_DIR", str(hdfs.settings))
    before = hdfs.shell("-ls", "-R", "/")
    own = {"spark.hadoop.fs.defaultFS": hdfs.address}
    with place(tmp_path, **own) as environment:
        check_published(hdfs.address + FOLDER, source, by_duckdb, tmp_path, environment)
    assert hdfs.shell("-ls", "-R", "/") == before


def check_published(address, source, by_duckdb, tmp_path, environment):
    """A build by Spark publishes what one by DuckDB does."""
    tables, account, engine = build(source, tmp_path, address, "--engine", "spark",
                                    TMPDIR=str(tmp_path), **environment)  # fmt: skip
    numbers = [row["standard_no"] for row in tables["registers/standards.parquet"]]
    assert sorted(numbers) == sorted(KEPT) and engine == "spark"
    assert (tables, account) == by_duckdb[:2]


def test_what_hdfs_does_not_give_is_refused_in_a_sentence(hdfs, source, tmp_path):
    hdfs.put(source, "/closed/x")
    hdfs.shell("-chmod", "700", "/closed")
    reasons = {
        "/nowhere": "没有这个地址",
        "/closed/x": "没有读它的权限（Permission denied: user=visitor",
    }
    addresses = [hdfs.address + path for path in reasons]
    refusal = refuse(source, tmp_path / "out", *addresses, HADOOP_USER_NAME="visitor")
    for path, reason in reasons.items():
        assert f"《{hdfs.address}{path}》：Spark 没有读到登记册：{reason}" in refusal


def test_a_block_that_no_node_has_is_refused_in_a_sentence(source, tmp_path):
    with hdfs_cluster(tmp_path, {}) as hdfs:
        hdfs.put(source, FOLDER)
        hdfs.servers[DATA_NODE].kill()
        refusal = refuse(source, tmp_path / "out", hdfs.address + FOLDER)
    assert "Could not obtain block" in refusal


# --- Kerberos -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def realm(tmp_path_factory):
    with kerberos_realm(tmp_path_factory.mktemp("realm")) as running:
        yield running


@pytest.fixture(scope="module")
def guarded(source, realm, tmp_path_factory):
    """HDFS whose clients need a ticket of the realm."""
    keytab = realm.add("hdfs", "nn/localhost", "dn/localhost", "HTTP/localhost")
    ticket = realm.fetch_ticket(keytab, "nn/localhost")
    asking = {
        "hadoop.security.authentication": "kerberos",
        "hadoop.security.authorization": "true",
        "dfs.block.access.token.enable": "true",
        "dfs.namenode.kerberos.principal": f"nn/localhost@{REALM}",
        "dfs.namenode.keytab.file": str(keytab),
        "dfs.datanode.kerberos.principal": f"dn/localhost@{REALM}",
        "dfs.datanode.keytab.file": str(keytab),
        "dfs.web.authentication.kerberos.principal": f"HTTP/localhost@{REALM}",
        "dfs.web.authentication.kerberos.keytab": str(keytab),
        # the blocks go by SASL, but not from a port of root nor by HTTPS
        "dfs.data.transfer.protection": "authentication",
        "ignore.secure.ports.for.testing": "true",
    }
    java = (f"-Djava.security.krb5.conf={realm.settings}",)
    environment = {**realm.environment, "KRB5CCNAME": ticket}
    folder = tmp_path_factory.mktemp("guarded")
    with hdfs_cluster(folder, asking, java, **environment) as cluster:
        cluster.put(source, FOLDER)
        cluster.shell("-chmod", "-R", "755", "/labs")
        yield cluster


@pytest.fixture
def served(guarded, realm, tmp_path, monkeypatch):
    """Settings of a Connect server of a cluster with Kerberos; a build beside it has neither Java
    nor anything of Kerberos."""
    empty = tmp_path / "empty"
    empty.mkdir()
    outside = {
        "PATH": str(empty),
        "HADOOP_CONF_DIR": "",
        "KRB5_CONFIG": str(empty / "krb5.conf"),
        "KRB5CCNAME": f"FILE:{empty}/ticket",
    }
    monkeypatch.setenv("HADOOP_CONF_DIR", str(guarded.settings))
    monkeypatch.setenv("KRB5CCNAME", outside["KRB5CCNAME"])
    java = f"-Djava.security.krb5.conf={realm.settings}"
    own = {
        "spark.hadoop.fs.defaultFS": guarded.address,
        "spark.driver.extraJavaOptions": java,
    }
    return own, outside


@kerberos
def test_kerberos_ends_at_the_connect_server(guarded, realm, served, source, by_duckdb, tmp_path):
    own, outside = served
    keytab = realm.add("spark", "spark/localhost")
    own |= {"spark.kerberos.keytab": str(keytab), "spark.kerberos.principal": "spark/localhost"}
    address = guarded.address + FOLDER
    with through_connect(tmp_path, **own) as environment:
        check_published(address, source, by_duckdb, tmp_path, environment | outside)


@kerberos
def test_a_connect_server_without_a_ticket_is_refused_in_a_sentence(
    guarded, served, source, tmp_path
):
    own, outside = served
    with through_connect(tmp_path, **own) as environment:
        address = guarded.address + FOLDER
        refusal = refuse(source, tmp_path / "out", address, **environment, **outside)
    assert "集群要 Kerberos 票据，而 Spark 没有、或已过期" in refusal
