"""Files of a package missing, added, exchanged, or with other bytes."""

from collections.abc import Callable, Iterable
from functools import partial

from tests.verifiers.forger import INPUT, LOG, RESULT, REVEAL, Forger
from tests.verifiers.kind import Tampering

NAMES = {
    "input": ("冻结名单", INPUT),
    "reveal": ("公开的数字", REVEAL),
    "result": ("公布的结果", RESULT),
    "log": ("存证", LOG),
    "payload": ("存证内容", ""),
}
WAYS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "with_crlf": ("用回车换行", lambda data: data.replace(b"\n", b"\r\n")),
    "with_bom": ("带字节顺序标记", lambda data: b"\xef\xbb\xbf" + data),
    "without_final_lf": ("末行没有换行", lambda data: data[:-1]),
    "with_a_byte_flipped": ("有一位不同", lambda data: flipped(data, len(data) // 2)),
    "cut_short": ("只有一半", lambda data: data[: len(data) // 2]),
    "emptied": ("是空的", lambda _: b""),
}


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def name_of(forger: Forger, name: str) -> str:
    return name or forger.payload_name("seed")


def change_bytes(name: str, change: Callable[[bytes], bytes], forger: Forger) -> None:
    before = forger.read(name_of(forger, name))
    after = change(before)
    assert after != before
    forger.put(name_of(forger, name), after)


def remove(name: str, forger: Forger) -> None:
    (forger.folder / name_of(forger, name)).unlink()


def as_folder(name: str, forger: Forger) -> None:
    remove(name, forger)
    (forger.folder / name_of(forger, name)).mkdir()


def exchange_payloads(forger: Forger) -> None:
    names = forger.payload_name("seed"), forger.payload_name("result")
    for name, data in zip(names, [forger.read(name) for name in reversed(names)], strict=True):
        forger.put(name, data)


def rename_payload(forger: Forger) -> None:
    name = forger.folder / forger.payload_name("seed")
    name.rename(name.with_name(f"0{name.name}"))


def each_file() -> Iterable[Tampering]:
    for word, (title, name) in NAMES.items():
        place = name or "log/"
        yield Tampering(f"{word}_missing", f"缺少{title}", place, partial(remove, name))
        yield Tampering(f"{word}_is_a_folder", f"{title}是一个文件夹", place, partial(as_folder, name))
        for way, (how, change) in WAYS.items():
            yield Tampering(f"{word}_{way}", f"{title}{how}", place, partial(change_bytes, name, change))


FILES = (
    *each_file(),
    Tampering("payload_too_many", "多出一条存证内容", "log/", lambda f: f.put("log/999.txt", b"x\n")),
    Tampering(
        "payload_of_another_draw",
        "另有一条别次抽取的内容",
        "log/",
        lambda f: f.put("log/0.txt", f.entry("seed").payload or b""),
    ),
    Tampering(
        "payload_copied",
        "同一条内容放了两份",
        "log/",
        lambda f: f.put("log/04.txt", f.entry("seed").payload or b""),
    ),
    Tampering("payload_renamed", "存证内容的文件名带前导零", "log/", rename_payload),
    Tampering("payloads_exchanged", "两条存证内容对调", "log/", exchange_payloads),
)
