"""The verifier page, opened from its file in a headless browser (draw-spec.md §7)."""

import base64
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from app.core.paths import resources
from app.services.rehearse import rehearse
from main import main
from tests.sampling.cases import DATA
from tests.verifiers.page import HTML, Answer, Page

SAMPLE = DATA / "package"
AFTER = json.loads((DATA / "package.after.json").read_text(encoding="utf-8"))
Pack = Callable[..., Path]


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give the packages of a rehearsed year, one for each quarter."""
    folder, demo = tmp_path_factory.mktemp("演练"), resources() / "demo"
    rehearse(
        folder, folder / "演练.db", demo / "objects.xlsx", demo / "inspectors.xlsx", 2024, lambda _: None
    )
    return sorted(folder.glob("*/公开包.zip"))


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Pack the sample into a zip, under a folder or not."""

    def packed(method: int, top: str = "") -> Path:
        path = tmp_path / "公开包.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            for each in sorted(SAMPLE.rglob("*.*")):
                archive.write(each, top + each.relative_to(SAMPLE).as_posix())
        return path

    return packed


@pytest.fixture
def forged(tmp_path: Path) -> Path:
    """Give a sample whose announced result names another unit."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "公开包"))
    result = folder / "result.json"
    result.write_text(result.read_text(encoding="utf-8").replace("WL-0003", "WL-0002", 1), encoding="utf-8")
    return folder


def assert_is_sample(report: Answer) -> None:
    assert report["first_fault"] is None
    assert (report["ok"], report["draws"], report["entries"]) == (True, 2, 9)
    assert report["picks_after"] == AFTER["picks_after"]
    assert report["teams_after"] == AFTER["teams_after"]


def test_the_sample_verifies_as_a_folder(page: Page) -> None:
    assert_is_sample(page.verify(SAMPLE))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
@pytest.mark.parametrize("top", ["", "公开包/"], ids=["bare", "in-a-folder"])
def test_the_sample_verifies_as_a_zip(page: Page, pack: Pack, method: int, top: str) -> None:
    assert_is_sample(page.verify(pack(method, top)))


def test_a_dropped_folder_and_a_dropped_zip_verify(page: Page, pack: Pack) -> None:
    for package in (SAMPLE, pack(zipfile.ZIP_DEFLATED)):
        page.open()
        page.drop(package)
        assert_is_sample(page.report())


def test_loose_files_verify(page: Page) -> None:
    page.open()
    page.give("files", *sorted(SAMPLE.rglob("*.*")))
    assert_is_sample(page.report())


def test_a_rehearsed_year_verifies_as_the_program_does(
    page: Page, year: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(year) == 4
    for package in year:
        assert main(["verify", str(package), "--json"]) == 0
        assert page.verify(package) == json.loads(capsys.readouterr().out)


def test_the_first_difference_is_told_with_its_place(page: Page, forged: Path) -> None:
    report = page.verify(forged)
    place = "result.json strata/2024-15|2024-15b/order 第 7 个"
    assert report["ok"] is False
    assert report["first_fault"] == {"where": place, "message": "顺位应为“WL-0003”，这里是“WL-0002”"}
    told = page.text("#verdict")
    assert "核对不通过" in told
    assert place in told
    states = page.browser.evaluate(
        "[...document.querySelectorAll('.step header .state')].map((e) => e.innerText)"
    )
    assert states == ["相符"] * 6 + ["不符", "未核对"]


def test_what_is_no_package_is_refused(page: Page, tmp_path: Path) -> None:
    (tmp_path / "公告.zip").write_bytes(b"PK\x03\x04 cut short")
    (tmp_path / "公告.txt").write_text("公告\n", encoding="utf-8")
    for name in ("公告.zip", "公告.txt"):
        assert page.verify(tmp_path / name)["ok"] is False
        assert "不能核对" in page.text("#verdict")


def test_a_zip_with_another_content_is_refused(page: Page, pack: Pack) -> None:
    path = pack(zipfile.ZIP_STORED)
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("input.txt").header_offset + 30 + len("input.txt") + 40
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    fault = {"where": "input.txt", "message": "压缩包里的 CRC 校验不符"}
    assert page.verify(path)["first_fault"] == fault


def test_a_zip_that_promises_another_length_is_refused(page: Page, pack: Pack) -> None:
    path = pack(zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("input.txt").file_size
    data = path.read_bytes()
    place = data.index(size.to_bytes(4, "little"), data.index(b"PK\x01\x02"))
    path.write_bytes(data[:place] + (size + 1).to_bytes(4, "little") + data[place + 4 :])
    fault = {"where": "input.txt", "message": "压缩的内容已损坏"}
    assert page.verify(path)["first_fault"] == fault


def test_every_step_shows_its_figures(page: Page) -> None:
    page.verify(SAMPLE)
    shown = page.text("#found").replace("\n", "")
    for figure in (
        json.loads((SAMPLE / "result.json").read_text(encoding="utf-8"))["digest"],
        json.loads((SAMPLE / "result.json").read_text(encoding="utf-8"))["seed"],
        json.loads((SAMPLE / "result.json").read_text(encoding="utf-8"))["result_digest"],
        (SAMPLE / "reveal.txt").read_text(encoding="utf-8").split()[0],
        AFTER["head"],
    ):
        assert figure in re.sub(r"\s", "", shown)
    for words in ("0041 7293", "第 2 次冻结", "剔除 WL-0005", "换下 A04，由 A01 接替"):
        assert words in shown


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "WL-0005",
            ["抽中，后剔除", "第 1，共 9 家", "0.47528189 ÷ 4 ＝ 0.11882047", "不参加抽取", "已取消"],
        ),
        ("wl-0009 ", ["候补递补，抽中", "第 3，共 9 家", "A01、A05"]),
        ("WL-0006", ["抽中", "第 2，共 9 家", "A02、A03"]),
        ("WL-0001", ["候补", "本年已查", "第 4，共 4 家"]),
        ("WL-9999", ["没有编号“WL-9999”"]),
    ],
)
def test_a_firm_finds_itself(page: Page, code: str, words: list[str]) -> None:
    page.verify(SAMPLE)
    page.browser.evaluate(f"document.getElementById('code').value = {json.dumps(code)}")
    page.browser.evaluate("document.getElementById('ask-firm').requestSubmit()")
    page.browser.wait("document.getElementById('firm').innerText")
    told = page.text("#firm")
    for each in words:
        assert each in told


def test_the_order_of_a_stratum_unfolds(page: Page) -> None:
    page.verify(SAMPLE)
    page.browser.evaluate("document.querySelector('#step-draw details').open = true")
    page.browser.wait("document.querySelectorAll('#step-draw details tbody tr').length")
    rows = str(page.browser.evaluate("document.querySelector('#step-draw details tbody').innerText"))
    order = json.loads((SAMPLE / "result.json").read_text(encoding="utf-8"))["strata"]["2024-15|2024-15b"][
        "order"
    ]
    assert re.findall(r"WL-\d+", rows) == order
    assert "抽中，后剔除" in rows.splitlines()[0] + rows.splitlines()[1]


def test_a_browser_without_workers_gets_the_same_verdict(page: Page) -> None:
    added = page.browser.call("Page.addScriptToEvaluateOnNewDocument", source="delete window.Worker;")
    try:
        assert_is_sample(page.verify(SAMPLE))
        assert page.browser.evaluate("stop") is None
    finally:
        page.browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])


def test_a_check_can_be_cancelled_and_begun_again(page: Page) -> None:
    page.open()
    state = page.browser.evaluate(
        "(async () => {"
        "  const begun = begin([{path: 'input.txt', file: new Blob(['SSJ1\\n'])}], 'x');"
        "  document.getElementById('cancel').click();"
        "  await begun;"
        "  return [document.documentElement.dataset.verdict, send, stop];"
        "})()"
    )
    assert state == ["none", None, None]
    assert page.text("#verdict") == "已取消核对。"
    page.give("folder", SAMPLE)
    assert_is_sample(page.report())


def test_the_page_reaches_no_network(page: Page) -> None:
    page.open()
    refused = page.browser.evaluate(
        "new Promise((told) => {"
        "  document.addEventListener('securitypolicyviolation', (event) => told(event.violatedDirective));"
        "  fetch('https://example.invalid/').catch(() => {});"
        "})"
    )
    assert refused == "connect-src"
    text = HTML.read_text(encoding="utf-8")
    assert re.findall(r"(?:src|href)=\"(?!#)", text) == []
    assert set(re.findall(r"https?://[^\s\"']+", text)) == {"http://www.w3.org/2000/svg"}


def test_it_prints_on_a4(page: Page, forged: Path) -> None:
    page.verify(forged)
    printed = page.browser.call("Page.printToPDF", preferCSSPageSize=True)
    with pypdfium2.PdfDocument(base64.b64decode(str(printed["data"]))) as document:
        assert [round(side) for side in document[0].get_size()] == [595, 842]
        text = document[0].get_textpage().get_text_range()
    assert "双随机抽查公开包核对单" in text
    assert "核对不通过" in text


def test_it_fits_a_phone(page: Page) -> None:
    page.verify(SAMPLE)
    try:
        page.browser.call(
            "Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True
        )
        assert page.browser.evaluate("document.scrollingElement.scrollWidth") == 390
    finally:
        page.browser.call("Emulation.clearDeviceMetricsOverride")


def test_the_keyboard_reaches_everything_in_order(page: Page) -> None:
    page.verify(SAMPLE)
    names = []
    for _ in range(6):
        for kind in ("keyDown", "keyUp"):
            page.browser.call(
                "Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9
            )
        names.append(
            page.browser.evaluate("(document.activeElement.textContent || document.activeElement.id).trim()")
        )
    assert names[:3] == ["选择 .zip 或文件", "选择文件夹", "打印核对单"]
    assert all(names)
    assert all(a != b for a, b in pairwise(names))
