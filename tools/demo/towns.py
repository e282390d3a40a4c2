"""The 26 towns of the demonstration district, their short names and rough middles."""

from typing import Final, NamedTuple

from tools.demo.stream import Stream


class Town(NamedTuple):
    """A town; longitude and latitude in degrees."""

    name: str
    short: str
    longitude: float
    latitude: float


TOWNS: Final = (
    Town("凤山街道", "凤山", 107.76, 29.33),
    Town("芙蓉街道", "芙蓉", 107.71, 29.35),
    Town("仙女山街道", "仙女山", 107.78, 29.44),
    Town("羊角街道", "羊角", 107.62, 29.39),
    Town("白马镇", "白马", 107.53, 29.39),
    Town("江口镇", "江口", 107.86, 29.25),
    Town("火炉镇", "火炉", 107.90, 29.38),
    Town("鸭江镇", "鸭江", 107.43, 29.36),
    Town("长坝镇", "长坝", 107.55, 29.30),
    Town("平桥镇", "平桥", 107.40, 29.30),
    Town("桐梓镇", "桐梓", 107.96, 29.37),
    Town("和顺镇", "和顺", 107.50, 29.48),
    Town("双河镇", "双河", 107.66, 29.52),
    Town("凤来镇", "凤来", 107.36, 29.42),
    Town("庙垭乡", "庙垭", 107.44, 29.45),
    Town("石桥苗族土家族乡", "石桥", 107.92, 29.14),
    Town("黄莺乡", "黄莺", 107.80, 29.18),
    Town("沧沟乡", "沧沟", 107.93, 29.27),
    Town("文复苗族土家族乡", "文复", 107.98, 29.20),
    Town("土地乡", "土地", 107.87, 29.48),
    Town("白云乡", "白云", 107.60, 29.24),
    Town("后坪苗族土家族乡", "后坪", 108.04, 29.46),
    Town("浩口苗族仡佬族乡", "浩口", 107.84, 29.08),
    Town("接龙乡", "接龙", 108.02, 29.54),
    Town("赵家乡", "赵家", 107.63, 29.18),
    Town("大洞河乡", "大洞河", 107.70, 29.14),
)
BY_SHORT: Final = {town.short: town for town in TOWNS}


def place_near(town: Town, stream: Stream) -> tuple[float, float]:
    """Give a longitude and latitude within about two kilometres of the middle."""
    east = (stream.below(401) - 200) / 10_000
    north = (stream.below(401) - 200) / 10_000
    return round(town.longitude + east, 5), round(town.latitude + north, 5)
