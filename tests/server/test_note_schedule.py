"""Sending notes of changes: to a mail server and to chats of this machine, each note once."""

import base64
import hmac
import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_string, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from catalog.definitions import words
from content.changes import messages
from content.changes.published_notes import read_note
from loaders.store.published import open_history
from server.change_notes import channels as note_channels
from server.change_notes import schedule as note_schedule
from server.change_notes.channels import WrongSetting, read_channels
from server.change_notes.schedule import Schedule, read_schedule
from server.change_notes.webhook_signatures import Message, sign_dingtalk, sign_feishu

SITE = "http://wall.example"


class MailHandler(socketserver.StreamRequestHandler):
    """As much of SMTP as one mail needs; what comes after DATA is kept."""

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part
                self.server.mails.append(body.decode())
            self.wfile.write(b"250 ok\r\n")  # to QUIT too: a rude leave changes nothing
            if line.upper().startswith(b"QUIT"):
                return


class ChatHandler(BaseHTTPRequestHandler):
    """Keeps what is posted; answers as the server's `answer` says."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append(json.loads(body))
        self.server.paths.append(self.path)
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_parts) -> None:
        """Nothing on the terminal."""


@contextmanager
def running(server: socketserver.BaseServer) -> Iterator[socketserver.BaseServer]:
    with server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def mail_server():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailHandler)
    server.mails = []
    with running(server):
        yield server


@pytest.fixture
def chat():
    server = HTTPServer(("127.0.0.1", 0), ChatHandler)
    server.posts, server.paths = [], []
    server.status, server.answer = 200, b'{"errcode": 0, "code": 0}'
    with running(server):
        yield server


@pytest.fixture
def versions(changed_tables, monkeypatch) -> list[str]:
    monkeypatch.setenv("TABLES_DIR", str(changed_tables))
    monkeypatch.setenv("no_proxy", "*")
    return open_history(changed_tables)["publications"]["version"].tolist()


def port_of(server) -> int:
    return server.server_address[1]


def mail_settings(server) -> dict[str, str]:
    return {
        "CHANGES_MAIL_TO": "a@example.org, b@example.org",
        "CHANGES_MAIL_FROM": "dashboard@example.org",
        "CHANGES_SMTP": f"127.0.0.1:{port_of(server)}",
    }


def chat_settings(server, *kinds: str) -> dict[str, str]:
    address = f"http://127.0.0.1:{port_of(server)}/hook?key=secret"
    return {"CHANGES_WEBHOOKS": " ".join(f"{kind}={address}" for kind in kinds)}


def make_schedule(state_file: Path, settings: dict[str, str], detail="names") -> Schedule:
    return Schedule(read_channels(settings), state_file, SITE, detail, words())


def write_state(tmp_path: Path, **sent: str) -> Path:
    file = tmp_path / "sent.json"
    file.write_text(json.dumps(sent), encoding="utf-8")
    return file


def test_a_mail_is_sent_once_whatever_restarts(versions, mail_server, tmp_path):
    state_file = write_state(tmp_path, mail=versions[2])
    for _ in range(2):  # two servers, one after the other
        schedule = make_schedule(state_file, mail_settings(mail_server))
        assert [schedule.send_due() for _ in range(2)] == [False, False]
    [text] = mail_server.mails
    mail = message_from_string(text, policy=policy.default)
    assert mail["Subject"].startswith("国家质量标准实验室进展：演示数据：1 家转入整改；")
    assert mail["To"] == "a@example.org, b@example.org"
    body = mail.get_content()
    assert "1 家转入整改：示例实验室乙（北京）" in body
    assert f"{SITE}/overview?since={versions[2]}&lang=zh" in body
    assert schedule.states["mail"].version == versions[3]


def test_two_servers_with_one_file_send_a_note_once(versions, tmp_path, monkeypatch):
    """While the first one sends the second looks; afterwards it knows that the note is sent."""
    state_file = write_state(tmp_path, wecom=versions[1])
    sent_by_second = []
    second = Schedule({"wecom": lambda *note: sent_by_second.append(note)}, state_file, SITE,
                      "names", words())  # fmt: skip
    sent_by_first = []

    def send_slowly(*note) -> None:
        sent_by_first.append(note)
        assert not second.send_due()

    first = Schedule({"wecom": send_slowly}, state_file, SITE, "names", words())
    with monkeypatch.context() as earlier:  # both servers look at one version, then at the next
        earlier.setattr(note_schedule, "current_version", lambda _tables: versions[1])
        assert not first.send_due() and not second.send_due()
    assert not first.send_due() and not second.send_due()
    assert (len(sent_by_first), len(sent_by_second)) == (1, 0)
    assert second.states["wecom"].version == versions[3]


def test_each_chat_gets_the_body_it_takes(versions, chat, tmp_path):
    kinds = ("wecom", "dingtalk", "feishu")
    state_file = write_state(tmp_path, **dict.fromkeys(kinds, versions[2]))
    schedule = make_schedule(state_file, chat_settings(chat, *kinds), "counts")
    assert not schedule.send_due()
    wecom, dingtalk, feishu = chat.posts
    assert (wecom["msgtype"], feishu["msg_type"]) == ("text", "text")
    text = wecom["text"]["content"]
    assert text == dingtalk["text"]["content"] == feishu["content"]["text"]
    assert "1 家转入整改" in text and "示例实验室乙" not in text


def test_a_signed_message_is_signed_for_this_moment_with_the_secret_of_its_channel(
    versions, chat, tmp_path, caplog
):
    """As the chats themselves check it; the secret of a file that is gone is a fault with words."""
    secret_file = tmp_path / "feishu.secret"
    secret_file.write_text("file-secret\n")
    settings = chat_settings(chat, "wecom", "dingtalk", "dingtalk", "feishu") | {
        "CHANGES_SECRETS": "dingtalk-2=SECabc",
        "CHANGES_SECRET_FILES": f"feishu={secret_file}",
    }
    names = ("wecom", "dingtalk", "dingtalk-2", "feishu")
    schedule = make_schedule(write_state(tmp_path, **dict.fromkeys(names, versions[2])), settings)
    assert not schedule.send_due()
    plain, unsigned, signed, _ = (dict(parse_qsl(urlsplit(path).query)) for path in chat.paths)
    assert plain == unsigned == {"key": "secret"} and signed["key"] == "secret"
    text = f"{signed['timestamp']}\nSECabc".encode()
    digest = hmac.digest(b"SECabc", text, "sha256")
    assert base64.b64decode(signed["sign"]) == digest
    assert abs(int(signed["timestamp"]) / 1000 - time.time()) < 600
    body = chat.posts[3]
    key = f"{body['timestamp']}\nfile-secret".encode()
    assert base64.b64decode(body["sign"]) == hmac.digest(key, b"", "sha256")
    assert body["msg_type"] == "text" and "sign" not in chat.posts[0]
    # by openssl dgst -sha256 -hmac
    message = Message("https://a.example/send?access_token=x", {})
    address = sign_dingtalk(message, "SECabc", 1.5).address
    signature = "UWg028GCPnTUxkGzhq9Wy5PSuZSwpmgtnY3WhZAerxI%3D"
    assert address == f"{message.address}&timestamp=1500&sign={signature}"
    signature = "Ol/c6XsjruepDZkl/3WAF1c5+yDMIStMw/phDUWOqxM="
    assert sign_feishu(message, "abc", 1500.9).body == {"timestamp": "1500", "sign": signature}
    secret_file.unlink()
    feishu = {name: text for name, text in settings.items() if name != "CHANGES_SECRETS"}
    feishu |= chat_settings(chat, "feishu")
    later = make_schedule(write_state(tmp_path, feishu=versions[2]), feishu)
    assert later.send_due() and later.states["feishu"].fault == "加签的密钥文件读不到，或者是空的"
    assert "SECabc" not in caplog.text and "file-secret" not in caplog.text


def test_the_first_start_and_an_empty_note_send_nothing(versions, chat, tmp_path, monkeypatch):
    settings = chat_settings(chat, "wecom")
    state_file = tmp_path / "new" / "sent.json"
    state_file.parent.mkdir()
    assert not make_schedule(state_file, settings).send_due()
    assert json.loads(state_file.read_text()) == {"wecom": versions[3]}

    def read_empty(*parts):
        return replace(read_note(*parts), sections=())

    monkeypatch.setattr(note_schedule, "read_note", read_empty)
    state_file = write_state(tmp_path, wecom=versions[0])
    assert not make_schedule(state_file, settings).send_due()
    assert json.loads(state_file.read_text()) == {"wecom": versions[3]}
    state_file = write_state(tmp_path, wecom="feedfeedfeed")  # of tables that are gone
    monkeypatch.setattr(note_schedule, "read_note", read_note)
    assert not make_schedule(state_file, settings).send_due()
    assert chat.posts == []


def test_a_fault_is_told_without_the_address_and_tried_again(
    versions, chat, mail_server, tmp_path, caplog
):
    """What one channel cannot send the other does; the one that could sends nothing twice."""
    state_file = write_state(tmp_path, mail=versions[2], wecom=versions[2])
    settings = mail_settings(mail_server) | chat_settings(chat, "wecom")
    schedule = make_schedule(state_file, settings)
    for status, answer, reason in [
        (200, b'{"errcode": 93000}', "对方答复没有收下"),
        (500, b"", "HTTPError 500"),
        (200, b"<html>", "JSONDecodeError"),
    ]:
        chat.status, chat.answer = status, answer
        assert schedule.send_due()
        assert schedule.states["wecom"].fault == reason
    assert "secret" not in caplog.text and "没有送出（wecom）" in caplog.text
    chat.status, chat.answer = 200, b'{"errcode": 0}'
    assert not schedule.send_due()
    assert schedule.states["wecom"].fault == "" and len(mail_server.mails) == 1


def test_nobody_at_the_other_side_is_a_fault_and_a_silent_one_is_not_waited_for(
    versions, tmp_path, monkeypatch
):
    monkeypatch.setattr(note_channels, "SEND_TIMEOUT_S", 0.2)
    silent = socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler)
    with silent:  # listens, accepts nobody
        settings = mail_settings(silent) | {"CHANGES_WEBHOOKS": "feishu=http://127.0.0.1:1/"}
        state_file = write_state(tmp_path, mail=versions[2], feishu=versions[2])
        schedule = make_schedule(state_file, settings)
        assert schedule.send_due()
    assert schedule.states["mail"].fault == "SMTPServerDisconnected"
    assert schedule.states["feishu"].fault == "ConnectionRefusedError"


def test_where_nothing_can_be_kept_nothing_is_sent(versions, chat, tmp_path):
    state_file = write_state(tmp_path, wecom=versions[2])
    schedule = make_schedule(state_file, chat_settings(chat, "wecom"))
    (tmp_path / "sent.json").write_text("{")
    assert schedule.send_due() and chat.posts == []
    assert "CHANGES_STATE" in schedule.states["wecom"].fault


def test_sending_is_off_until_it_is_configured_and_a_wrong_setting_is_named(monkeypatch):
    assert read_channels({}) == {} and read_schedule(SITE, "names") is None
    assert note_schedule.report() == {}
    for settings, name in [
        ({"CHANGES_WEBHOOKS": "wechat=http://a"}, "CHANGES_WEBHOOKS"),
        ({"CHANGES_WEBHOOKS": "wecom=file:///etc/passwd"}, "CHANGES_WEBHOOKS"),
        ({"CHANGES_MAIL_TO": "a@example.org"}, "CHANGES_SMTP"),
        ({"CHANGES_SECRETS": "feishu=x"}, "CHANGES_SECRETS"),  # no such webhook
        ({"CHANGES_WEBHOOKS": "wecom=http://a", "CHANGES_SECRETS": "wecom=x"}, "wecom"),
    ]:
        with pytest.raises(WrongSetting, match=name):
            read_channels(settings)
    monkeypatch.setenv("CHANGES_WEBHOOKS", "wecom=http://127.0.0.1:1/ wecom=http://127.0.0.1:2/")
    with pytest.raises(WrongSetting, match="CHANGES_STATE"):
        read_schedule(SITE, "names")
    monkeypatch.setenv("CHANGES_STATE", "sent.json")
    assert list(read_schedule(SITE, "names").channels) == ["wecom", "wecom-2"]
    monkeypatch.setenv("WALL_ONLY", "1")
    assert read_schedule(SITE, "names") is None


def test_a_long_note_fits_into_a_chat(versions, changed_tables):
    note = read_note(changed_tables, versions[0], words(), "names")
    [section, *_] = note.sections
    long = replace(note, sections=(replace(section, lines=("很长的一行" * 20,) * 40),))
    text = messages.write_chat_text(long, SITE, words())
    assert len(text.encode()) <= messages.MAX_CHAT_BYTES
    assert text.endswith(f"看明细：{SITE}") and "条未列出" in text
