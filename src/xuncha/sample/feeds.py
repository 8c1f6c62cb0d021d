"""Feeds of accounts: RSS 2.0 and Atom, with the habits of several platforms."""

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from xuncha.sample.model import Account, Message


def feed(account: Account) -> tuple[bytes, str]:
    """The feed of an account and its content type."""
    if account.feed_format.startswith("atom"):
        return atom(account).encode(), "application/atom+xml; charset=utf-8"
    encoding = "GBK" if account.feed_format == "rss-gbk" else "UTF-8"
    body = rss(account, encoding).encode(encoding, "xmlcharrefreplace")
    return body, "text/xml" if encoding == "GBK" else "application/rss+xml; charset=utf-8"


def rss_time(account: Account, at: datetime) -> str:
    """RFC 822 time: in GMT or with the Chinese offset."""
    moment = at.astimezone(UTC) if account.feed_format == "rss-gmt" else at
    return format_datetime(moment, usegmt=account.feed_format == "rss-gmt")


def rss(account: Account, encoding: str) -> str:
    """RSS 2.0, the text as escaped HTML in CDATA."""
    items = "\n".join(
        f"<item><title>{escape(p.title)}</title><link>{p.url}</link>"
        f'<guid isPermaLink="false">{account.code}-{p.number}</guid>'
        f"<pubDate>{rss_time(account, p.at)}</pubDate>"
        f"<description><![CDATA[<p>{escape(p.text)}</p>]]></description></item>"
        for p in account.posts
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(account.name)}</title><link>{account.feed_url}</link>"
        f"<description>{account.platform} {escape(account.name)}</description>\n{items}\n"
        "</channel></rss>\n"
    )


def atom_time(account: Account, at: datetime) -> str:
    """RFC 3339 time: in UTC with Z or with the Chinese offset."""
    if account.feed_format == "atom-china":
        return at.isoformat()
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def atom_entry(account: Account, post: Message) -> str:
    """One entry."""
    when = atom_time(account, post.at)
    return (
        f"<entry><id>tag:{account.code},{post.number}</id><title>{escape(post.title)}</title>"
        f'<link rel="alternate" href="{post.url}"/><published>{when}</published>'
        f"<updated>{when}</updated>"
        f'<content type="html">{escape(f"<p>{post.text}</p>")}</content></entry>'
    )


def atom(account: Account) -> str:
    """Atom 1.0, the text as escaped HTML."""
    entries = "\n".join(atom_entry(account, p) for p in account.posts)
    updated = atom_time(account, account.posts[0].at)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{account.feed_url}</id><title>{escape(account.name)}</title>"
        f"<updated>{updated}</updated>\n{entries}\n</feed>\n"
    )
