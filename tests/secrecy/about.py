"""Pages that only speak of secrets."""

import random

from tests.secrecy.desk import page

ABOUT = (
    "<p>保密宣传周第{n}课</p><p>涉密文件首页左上角写着“{mark}”，看到要留心。</p>",
    (
        "<h2>中华人民共和国保守国家秘密法</h2>"
        "<p>第十四条 国家秘密的密级分为绝密、机密、秘密三级。</p>"
        "<p>第二十条 机密级国家秘密的保密期限，不超过二十年。</p>"
    ),
    "<p>绝密飞行：特技队将于第{n}届航展亮相</p><p>绝密★飞行，精彩不容错过。</p>",
    "<p>第{n}套高考真题下载</p><ul><li>绝密★启用前 语文试题</li><li>绝密★启用前 理科综合</li></ul>",
    (
        "<script>var quiz={{q:'下列标志正确的是',options:['{mark}','机密20年','★机密']}}</script>"
        "<p>保密知识在线答题</p>"
    ),
    (
        "<p>密室逃脱“机密★档案馆”{n}号店开业</p><p>★★★★★ 秘密花园主题房好评如潮</p>"
        "<p>商业秘密受保护。</p>"
    ),
    (
        "<table><tr><th>标志</th><th>含义</th></tr>"
        "<tr><td>{mark}</td><td>标注在密级文件首页，星号后为保密期限</td></tr></table>"
    ),
    "<p>法院通报：被告人非法获取标有“{mark}”字样的文件{n}份</p><p>以非法获取国家秘密罪判刑。</p>",
    (
        "<p>谍战剧《机密★1949》收视第{n}</p><p>剧中档案袋上印着：</p><p>{mark}</p>"
        "<p>关于潜伏行动的报告</p>"
    ),
    "<p>公文写作讲义（{n}）</p><p>示例：</p><p>{mark}</p><p>××市人民政府文件</p><p>关于××的通知</p>",
)


def pages_about(count: int) -> list[str]:
    """So many pages that speak of secrets, ten forms in turn."""
    chance = random.Random("about")
    return [
        page(
            ABOUT[number % len(ABOUT)].format(
                n=number,
                mark=f"{chance.choice(('绝密', '机密', '秘密'))}★{chance.choice(('10年', '长期'))}",
            )
        )
        for number in range(count)
    ]
