"""The limits that the operators' manual states are those of the code, figure by figure."""

from pathlib import Path

from briefings.pictures import renderer
from catalog import text_bounds
from content.briefing import saved_file
from content.downloads import file_making, making_queues
from content.exports import registry
from content.guideline import evidence_rows, outlook
from content.page_address import MOST_SCENARIO_LETTERS, MOST_SEARCH_LETTERS
from server import client_limit, connections, export_routes, uploads, viewers, wall_heartbeat
from widgets import evidence_dialog

MANUAL = Path(__file__).parent.parent / "docs" / "operators.md"
MB, KB = 1 << 20, 1000

# each as the manual writes it, with the figures of the code in it
STATED = [
    f"| {text_bounds.MAX_TEXT_BYTES // KB} KB |",
    f"| {saved_file.MAX_FILE_BYTES // KB} KB，{saved_file.MAX_PARTS} 个 `[[part]]`，"
    f"一句话 {saved_file.MAX_SENTENCE_CHARS} 个字 |",
    f"TOML 文件的一行 | {text_bounds.MAX_LINE_CHARS:,} 个字符",
    f"括号套几层 | {text_bounds.MAX_NESTING} 层",
    f"用点连接的键 | {text_bounds.MAX_KEY_PARTS} 节",
    f"数，或不带引号的键 | {text_bounds.MAX_WORD_CHARS} 个字符",
    f"合计 | {text_bounds.MAX_ENTRIES:,} 个",
    f"另加 {wall_heartbeat.MAX_WALLS} 块",
    f"| `MAX_VIEWERS` | {viewers.MAX_VIEWERS} |",
    f"| {viewers.MAX_VIEWERS} 位，描述符不够时更少",
    f"| `MAX_CONNECTIONS_PER_CLIENT` | {client_limit.MAX_CONNECTIONS_PER_CLIENT} |",
    f"| {client_limit.MAX_CONNECTIONS_PER_CLIENT} 个；满了答 429",
    f"每位读者约 {viewers.DESCRIPTORS_PER_VIEWER} 个，另留 {viewers.OTHER_DESCRIPTORS} 个",
    f"最后一个字节 | {connections.REQUEST_TIMEOUT_S} 秒",
    f"读者不收应答 | {connections.STALLED_TIMEOUT_S} 秒",
    f"没有人收的应答 | 各 {connections.MAX_WAITING} 个",
    f"| {uploads.MAX_UPLOAD_BYTES // KB} KB，连同表单",
    f"放在服务器上的文件 | {uploads.MAX_FILES_PER_VIEWER} 个",
    f"查找词 {MOST_SEARCH_LETTERS} 个字，简报标题 {saved_file.MAX_SENTENCE_CHARS} 个字，"
    f"一个方案 {MOST_SCENARIO_LETTERS:,} 个字",
    f"每年新批准 0—{outlook.MAX_ENTRIES} 家，要有 0—{outlook.MAX_HOLD:,} 家",
    f"画过 {renderer.PICTURES_PER_BROWSER} 张后换新的，闲 {renderer.IDLE_S // 60} 分钟就关闭",
    f"最多 {export_routes.MAX_ADDRESS_BYTES // KB} KB",
    f"1 个，其余 {making_queues.FILE_THREADS} 个；同一个文件",
    f"图片（PNG、SVG、PDF）{making_queues.PICTURE_THREADS} 个",
    f"图片 {making_queues.MAX_FILES_WAITING} 个，其余 {making_queues.MAX_FILES_WAITING} 个；"
    f"满了先等 {export_routes.PLACE_TIMEOUT_S:.0f} 秒",
    f"`Retry-After: {making_queues.FILE_RETRY_S}`",
    f"同时生成的整包 | {making_queues.PACK_THREADS} 个",
    f"排队的整包 | {making_queues.MAX_PACKS_WAITING} 个",
    f"`Retry-After: {making_queues.PACK_RETRY_S}`",
    f"每个会话 {registry.MAX_READER_BYTES // MB} MB，全部会话 {registry.MAX_BYTES // MB} MB",
    f"备用的文件 | 共 {file_making.MAX_CACHED_BYTES // MB} MB",
    f"备用的明细 | 共 {evidence_rows.MAX_CACHED_BYTES // MB} MB，"
    f"至多 {evidence_rows.MAX_CACHED_BYTES // evidence_rows.MIN_ENTRY_BYTES} 份",
    f"一页 | {evidence_dialog.ROWS_PER_PAGE:,} 条",
]


def test_the_operators_manual_states_the_limits_of_the_code():
    manual = MANUAL.read_text(encoding="utf-8")
    assert [sentence for sentence in STATED if sentence not in manual] == []
