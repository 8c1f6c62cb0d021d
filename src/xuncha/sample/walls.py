"""Pages that are no content: a firewall's script challenge and a captcha form."""

# ruff: noqa: E501 - the lines such systems print

from xuncha.sample.model import Site


def waf_page(site: Site) -> str:
    """A challenge that wants a browser to compute a cookie first."""
    seed = int(site.code) * 7919 % 10**12
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta id="9DhefwqGPrzGxEp9hPaoag" content="{seed:x}" r="m"><title></title>
<script type="text/javascript" r="m">$_ts=window['$_ts'];if(!$_ts)$_ts={{}};$_ts.nsd={seed % 100000};$_ts.cd="qErcrAlqcqlqcal{seed}WE0rWqAqrqkqEqWqqWqc";if($_ts.lcd)$_ts.lcd();</script>
<script type="text/javascript" charset="iso-8859-1" src="/4QbVtADbnLVIc/d.FxJzG50F.dfe1675.js" r="m"></script>
<script>(function(){{var a=document.cookie;var c='__jsl_clearance_s='+(new Date().getTime())+'|-1|'+{seed};document.cookie=c+';path=/';setTimeout(function(){{location.href=location.pathname+location.search}},1500)}})();</script>
</head><body><noscript><h1>请开启JavaScript并刷新该页</h1></noscript><form style="display:none"></form></body></html>
"""


def captcha_page(site: Site) -> str:
    """A form that asks for the characters of a picture."""
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>安全验证</title>
<link rel="stylesheet" href="/_guard/guard.css"></head>
<body><div class="guard"><h3>安全验证</h3>
<p>您的访问过于频繁，请输入验证码后继续访问。</p>
<form action="/_guard/verify" method="post"><img id="captcha-img" src="/_guard/captcha.jpg?r={int(site.code) % 997}" alt="验证码" onclick="this.src='/_guard/captcha.jpg?r='+Math.random()">
<input type="text" name="captcha" maxlength="4" placeholder="请输入图中的验证码"><input type="hidden" name="back" value="/">
<button type="submit">提交</button></form>
<p class="id">事件编号：{int(site.code) * 31 % 10**10}</p></div></body></html>
"""
