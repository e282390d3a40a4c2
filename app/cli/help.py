"""What --help says: interfaces.md in the user's language."""

from collections.abc import Mapping
from typing import Final

WINDOW: Final = """双随机抽查台

用法：main.py [--db 数据库]            打开窗口（不写则打开上次的数据库）
      main.py 命令 …                 不开窗口，做完一件事就结束

命令：
  rehearse   演练一整年，所有文件写进一个文件夹
  import     导入检查对象或检查人员名录
  draw       按冻结名单和现场数字抽取
  verify     复核公开包
  check      检查数据库是否完好
  backup     备份数据库
  restore    用备份恢复数据库
  version    各部分的版本

每个命令都可以加 --help 看用法。
结束码：0 完成；1 被检查的东西有问题；2 命令或文件不对，错误输出里有说明。
"""

HELP: Final[Mapping[str, str]] = {
    "rehearse": """演练一整年：导入、计划、四个季度的抽取、检查、公开和年度统计

用法：main.py rehearse --out 文件夹 [--db 数据库] [--objects 名录] [--inspectors 名录] [--year 年份] [--json]

  --out         演练的所有文件写到哪里
  --db          演练用的数据库，不写则为该文件夹里的“演练.db”；已有别的数据的不用
  --objects     检查对象名录，不写则用随程序附带的示例
  --inspectors  检查人员名录，不写则用随程序附带的示例
  --year        哪一年，不写则为 2024
  --json        结果写成 JSON
""",
    "annex": """读取抽查事项清单原件（这个版本还没有做好）

用法：main.py annex 清单文件 [--json]
""",
    "import": """导入名录

用法：main.py import objects|inspectors 名录文件 --db 数据库 [--dry-run] [--json]

  objects     检查对象
  inspectors  检查人员
  --db        导入到哪个数据库，没有则新建
  --dry-run   只看会怎样，什么都不改
  --json      结果写成 JSON
没有问题的行导入，有问题的行逐条说明。
""",
    "draw": """按冻结名单和现场数字抽取，谁来算结果都一样

用法：main.py draw 冻结名单 --digits 数字 [--digits 数字 …] [--salt 保密码] [--struck 编号 …] [--json]

  --digits  一方的现场数字，按名单中各方的次序，每方写一次
  --salt    保密码，64 位十六进制；名单没有保密码则不写
  --struck  假如没有这个单位：编号，或“事项|编号”只去掉一个事项；可以写几次
  --json    结果写成 JSON
""",
    "verify": """复核公开包：重新抽取，并核对存证、校验码、保密码和结果

用法：main.py verify 公开包 [--json]

  公开包  文件夹或 .zip
  --json  结果写成 JSON
""",
    "check": """检查数据库：文件、存证记录、操作记录，并把每次抽取重算一遍

用法：main.py check --db 数据库 [--reindex] [--json]

  --reindex  先重建名录的查找索引
  --json     结果写成 JSON
""",
    "backup": """备份数据库，使用中也可以

用法：main.py backup --db 数据库 --to 文件夹
""",
    "restore": """用备份恢复数据库

用法：main.py restore --from 备份 --db 数据库 [--yes]

  --yes  数据库已经存在也替换
""",
    "version": """程序、Python、Qt 和 SQLite 的版本

用法：main.py version
""",
}
