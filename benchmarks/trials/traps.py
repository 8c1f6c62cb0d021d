"""Texts that look faulty and are not: past posts, quotations, mentions, old names."""

import datetime as dt
from random import Random

from benchmarks.trials.material import Case, column, filled, table

SIZE = 500
MENTIONS = (
    "不能写作“{W}”，应写作“{R}”。",
    "“{W}”是“{R}”之误。",
    "检查组发现某网站将“{R}”误写为“{W}”，已责令改正。",
    "常见错误：{W}（应为{R}）。",
    "易错词辨析：“{R}”不要写成“{W}”。",
    "该稿件把“{R}”错写成“{W}”，编辑部已致歉。",
    "更正：上期第四版“{W}”应为“{R}”。",
    "监测人员将疑似错误“{W}”反馈给主办单位。",
    "在“{W}”和“{R}”两个词中，后者是规范写法。",
    "标题中出现“{W}”字样，属于严重表述错误，扣五分。",
)
POSTS = (
    "时任{P}{N}参加了当年的奠基仪式。",
    "原{P}{N}同志因病逝世，享年八十九岁。",
    "{year}年，时任{P}{N}主持召开动员大会。",
    "经查，原{P}{N}违反中央八项规定精神，受到党内警告处分。",
    "离休前任{P}的{N}把藏书捐给了县图书馆。",
    "{N}（时任{P}）在讲话中肯定了这一做法。",
)
OFFICES = (
    "地委副书记",
    "行署专员",
    "革命委员会主任",
    "县国土资源局局长",
    "省卫生和计划生育委员会主任",
    "市文化广电新闻出版局局长",
    "县扶贫开发办公室主任",
    "公社党委书记",
    "市国家税务局局长",
    "省农业委员会主任",
    "市经济和信息化委员会主任",
    "县安监局局长",
    "省旅游发展委员会主任",
    "区环境保护局局长",
    "国家工商行政管理总局副局长",
    "国家旅游局副局长",
    "铁道部副部长",
    "机械工业部部长",
)
TITLES = (
    "《{O}关于进一步加强档案工作的通知》（{year}年）现予废止。",
    "附件列出的由{O}发布的文件继续有效。",
    "该规定系{O}于当年发布，文中机构名称保留原貌。",
    "档案显示，{O}曾就此作出批复。",
    "机构改革后，{O}的职责划入新组建的部门。",
    "根据机构改革方案，不再保留{O}。",
)


def cases(random: Random, size: float = 1.0) -> list[Case]:
    """About five hundred traps: the table whole, the rest by rule."""
    found = [
        Case(
            row["text"],
            row["kind"],
            published=dt.date.fromisoformat(row["day"]) if row["day"] else None,
        )
        for row in table("traps")
    ]
    while len(found) < SIZE:
        found.append(random.choice((_mention, _post, _title))(random))
    random.shuffle(found)
    return found[: max(1, int(SIZE * size))]


def _mention(random: Random) -> Case:
    row = random.choice(table("ordinary"))
    text = random.choice(MENTIONS).replace("{W}", row["wrong"]).replace("{R}", row["right"])
    return Case(text, "mention")


def _post(random: Random) -> Case:
    name = random.choice(column("things", "name", kind="person"))
    post = random.choice(OFFICES)
    if post.startswith(("革命", "公社")):
        post = random.choice(column("regions", "name", level="county")) + post
    return Case(filled(random.choice(POSTS), random, N=name, P=post), "post by rule")


def _title(random: Random) -> Case:
    row = random.choice(
        [one for one in table("written") if one["from"] and "《" not in one["name"]]
    )
    text = random.choice(TITLES)
    year = str(random.randint(int(row["from"]), int(row["until"])))
    return Case(filled(text.replace("{year}", year), random, O=row["name"]), "title by rule")
