"""Thirty feeds of our own making, each with what a careful reader gets out of it."""

from dataclasses import dataclass, field

ADDRESS = "https://news.example/feeds/world.xml"


@dataclass(frozen=True)
class Sample:
    """A feed, and its items as (id, title, link, published, lead); or, where it gives none, words of the sentence."""

    name: str
    data: bytes
    items: list[tuple[str, str, str | None, str | None, str]] = field(default_factory=list)
    refused: str = ""
    title: str = "World"
    home: str | None = "https://news.example/"
    charset: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None


def _rss(items: str, head: str = "", attributes: str = 'version="2.0"') -> str:
    return f"<rss {attributes}><channel><title>World</title><link>https://news.example/</link>{head}{items}</channel></rss>"


def _atom(entries: str, attributes: str = 'xmlns="http://www.w3.org/2005/Atom"') -> str:
    head = '<x:total xmlns:x="https://x.example/">1</x:total><title>World</title><link href="https://news.example/"/>'
    return f"<feed {attributes}>{head}{entries}</feed>"


DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
CYRILLIC = "Министр заявил журналистам"

SAMPLES = [
    Sample(
        "rss 0.91 with the document type of Netscape",
        b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>World</title><link>https://news.example/</link><description>All</description>
<item><title>Caf\xe9 closed</title><link>https://news.example/1</link><description>No coffee.</description></item>
</channel></rss>""",
        [("https://news.example/1", "Café closed", "https://news.example/1", None, "No coffee.")],
    ),
    Sample(
        "rss 0.92 with items that have only a description",
        _rss(
            '<item><description>Ministers met &lt;a href="/m"&gt;again&lt;/a&gt;.</description></item>',
            attributes='version="0.92"',
        ).encode(),
        [
            ("sha256:", "", None, None, "Ministers met again."),
        ],
    ),
    Sample(
        "rss 0.90 in RDF",
        b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>World</title><link>https://news.example/</link></channel>
<item><title>First</title><link>https://news.example/1</link></item></rdf:RDF>""",
        [("https://news.example/1", "First", "https://news.example/1", None, "")],
    ),
    Sample(
        "rss 1.0 with Dublin Core",
        f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" {DC}><channel rdf:about="https://news.example/rss"><title>World</title>
<link>https://news.example/</link><items><rdf:Seq><rdf:li resource="https://news.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://news.example/id/1"><title>Allies warned</title><link>https://news.example/1</link>
<description>Officials said so.</description><dc:date>2019-11-22T09:30:00-05:00</dc:date>
<dc:creator>By Ana Ruiz and Bo Lindqvist</dc:creator></item></rdf:RDF>""".encode(),
        [
            (
                "https://news.example/id/1",
                "Allies warned",
                "https://news.example/1",
                "2019-11-22T09:30:00-05:00",
                "Officials said so.",
            )
        ],
        authors=("Ana Ruiz", "Bo Lindqvist"),
    ),
    Sample(
        "rss 2.0 as most are",
        _rss(
            """<item><title>Talks &amp; tariffs</title><link>https://news.example/1</link>
<guid isPermaLink="false">a1</guid><pubDate>Fri, 22 Nov 2019 09:30:00 GMT</pubDate>
<author>desk@news.example (Ana Ruiz)</author><category>World</category>
<description>&lt;p&gt;Two sides met.&lt;/p&gt;&lt;p&gt;Neither &lt;em&gt;moved&lt;/em&gt;.&lt;/p&gt;</description>
</item>"""
        ).encode(),
        [
            (
                "a1",
                "Talks & tariffs",
                "https://news.example/1",
                "2019-11-22T09:30:00Z",
                "Two sides met. Neither moved.",
            )
        ],
        authors=("Ana Ruiz",),
    ),
    Sample(
        "rss 2.0 whose whole articles are in content:encoded",
        _rss(
            "<item><title>Long read</title><guid>https://news.example/long</guid>"
            "<content:encoded><![CDATA[<h1>Long read</h1><script>track('<p>')</script><p>It began</p>]]>"
            "</content:encoded></item>",
            attributes=f'version="2.0" {CONTENT}',
        ).encode(),
        [("https://news.example/long", "Long read", "https://news.example/long", None, "Long read It began")],
    ),
    Sample(
        "atom 1.0 with every kind of text",
        _atom(
            """<entry><id>tag:news.example,2019:1</id><title type="text">1 &lt; 2 &amp;amp; so on</title>
<link rel="edit" href="https://news.example/edit/1"/><link href="https://news.example/1"/>
<published>2019-11-22T09:30:00Z</published><updated>2019-11-23T09:30:00Z</updated>
<summary type="html">&lt;b&gt;Bold&lt;/b&gt; claim</summary><author><name>Ana Ruiz</name></author></entry>
<entry><id>tag:news.example,2019:2</id><title type="html">R&amp;amp;D &lt;i&gt;cut&lt;/i&gt;</title>
<link href="https://news.example/2"/><updated>2019-11-21</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p></div></content></entry>"""
        ).encode(),
        [
            (
                "tag:news.example,2019:1",
                "1 < 2 &amp; so on",
                "https://news.example/1",
                "2019-11-22T09:30:00Z",
                "Bold claim",
            ),
            ("tag:news.example,2019:2", "R&D cut", "https://news.example/2", "2019-11-21", "One Two"),
        ],
        authors=("Ana Ruiz",),
    ),
    Sample(
        "atom 0.3",
        _atom(
            """<entry><id>tag:news.example,2004:e1</id>
<title mode="escaped" type="text/html">&lt;b&gt;Old&lt;/b&gt; format</title>
<link rel="alternate" type="text/html" href="https://news.example/1"/><issued>2004-02-13T18:30:02+01:00</issued>
<modified>2004-02-14T00:00:00Z</modified><summary>As text</summary></entry>""",
            'version="0.3" xmlns="http://purl.org/atom/ns#"',
        ).encode(),
        [("tag:news.example,2004:e1", "Old format", "https://news.example/1", "2004-02-13T18:30:02+01:00", "As text")],
    ),
    Sample(
        "atom under a prefix, with a source",
        b"""<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>World</a:title><a:link href="https://news.example/"/>
<a:entry><a:id>urn:p1</a:id><a:title>From elsewhere</a:title><a:link href="https://other.example/1"/>
<a:source><a:title>The Other</a:title><a:id>urn:other</a:id></a:source></a:entry></a:feed>""",
        [("urn:p1", "From elsewhere", "https://other.example/1", None, "")],
        outlet="The Other",
    ),
    Sample(
        "json feed 1",
        b"""{"version": "https://jsonfeed.org/version/1", "title": "World", "home_page_url": "https://news.example/",
"items": [{"id": 7, "url": "/7", "title": "Seven <b>not bold</b>", "content_html": "<p>It&#8217;s seven</p>",
"date_published": "2019-11-22T09:30:00.5+01:00", "author": {"name": "Ana Ruiz"}}]}""",
        [("7", "Seven <b>not bold</b>", "https://news.example/7", "2019-11-22T09:30:00.5+01:00", "It’s seven")],
        authors=("Ana Ruiz",),
    ),
    Sample(
        "json feed 1.1 with a byte-order mark and odd items",
        b"\xef\xbb\xbf"
        + b"""{"version": "https://jsonfeed.org/version/1.1", "title": "World", "home_page_url": "https://news.example/",
"items": [null, {}, 3, {"id": "x", "external_url": "https://other.example/x", "summary": "Short", "title": null,
"authors": [{"name": "Ana Ruiz"}, 5, {"url": "https://a.example"}], "date_published": 2019}]}""",
        [("x", "", "https://other.example/x", None, "Short")],
        authors=("Ana Ruiz",),
    ),
    Sample(
        "a podcast",
        _rss(
            """<item><title>Episode 1</title><itunes:title>Ep</itunes:title><itunes:author>Ana Ruiz</itunes:author>
<guid isPermaLink="false">ep-1</guid><enclosure url="https://cdn.example/1.mp3" type="audio/mpeg" length="9"/>
<itunes:summary>We talk.</itunes:summary><pubDate>Fri, 22 Nov 2019 09:30 EST</pubDate></item>""",
            attributes='version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
        ).encode(),
        [("ep-1", "Episode 1", None, "2019-11-22T09:30-05:00", "We talk.")],
        authors=("Ana Ruiz",),
    ),
    Sample(
        "other namespaces with the names of ours",
        _rss(
            """<item><media:title>Photo</media:title><media:description>Of a dog</media:description>
<x:title>Wrong</x:title><x:link>https://wrong.example/</x:link><title>Right</title>
<atom:link rel="self" href="https://wrong.example/self"/><link>https://news.example/1</link>
<x:guid>wrong</x:guid><guid isPermaLink="false">right</guid></item>""",
            attributes='version="2.0" xmlns:x="https://x.example/ns" xmlns:atom="http://www.w3.org/2005/Atom" '
            'xmlns:media="http://search.yahoo.com/mrss/"',
        ).encode(),
        [("right", "Right", "https://news.example/1", None, "Of a dog")],
    ),
    Sample(
        "a film channel whose description is in a media group",
        _atom(
            """<media:total>1</media:total><x:title xmlns:x="https://x.example/">No</x:title>
<entry><x:title xmlns:x="https://x.example/">No</x:title><id>yt:1</id><title>Film</title><link rel="alternate" href="https://films.example/1"/>
<media:group><media:title>No</media:title><media:description>What it shows</media:description></media:group></entry>""",
            'xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"',
        ).encode(),
        [("yt:1", "Film", "https://films.example/1", None, "What it shows")],
    ),
    Sample(
        "prefixes that are nowhere declared",
        _rss(
            "<item><title>One</title><link>https://news.example/1</link><dc:creator>Ana Ruiz</dc:creator>"
            "<dc:date>2019-11-22</dc:date><slash:comments>3</slash:comments></item>"
        ).encode(),
        [("https://news.example/1", "One", "https://news.example/1", "2019-11-22", "")],
        authors=("Ana Ruiz",),
    ),
    Sample(
        "relative links and xml:base",
        _atom(
            """<entry xml:base="stories/"><id>r1</id><title>Relative</title><link href="1.html"/></entry>
<entry><id>r2</id><title>Host</title><link href="//other.example/2"/></entry>
<entry><id>r3</id><title>Not of the web</title><link href="javascript:alert(1)"/></entry>
<entry><id>r4</id><title>Nor this</title><link href="file:///etc/passwd"/></entry>
<entry><id>r5</id><title>Nor that</title><link href="ftp://base.example/5"/></entry>""",
            'xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/"',
        ).encode(),
        [
            ("r1", "Relative", "https://base.example/a/stories/1.html", None, ""),
            ("r2", "Host", "https://other.example/2", None, ""),
            ("r3", "Not of the web", None, None, ""),
            ("r4", "Nor this", None, None, ""),
            ("r5", "Nor that", None, None, ""),
        ],
    ),
    Sample(
        "relative links in rss, and a guid that is no address",
        _rss(
            "<item><title>One</title><link> /1?a=1&amp;b=2\n</link><guid>12345</guid></item>"
            "<item><title>Two</title><guid>12346</guid></item>"
        ).encode(),
        [
            ("12345", "One", "https://news.example/1?a=1&b=2", None, ""),
            ("12346", "Two", None, None, ""),
        ],
    ),
    Sample(
        "rss that believes to be atom",
        _rss(
            "<item><title>One</title><link>https://news.example/1</link></item>",
            attributes='version="2.0" xmlns="http://www.w3.org/2005/Atom"',
        ).encode(),
        [("https://news.example/1", "One", "https://news.example/1", None, "")],
    ),
    Sample(
        "a tracker before the link, and the link itself",
        _rss(
            "<item><title>One</title><link>https://track.example/r/1</link>"
            "<feedburner:origLink>https://news.example/1</feedburner:origLink></item>",
            attributes='version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"',
        ).encode(),
        [("https://news.example/1", "One", "https://news.example/1", None, "")],
    ),
    Sample(
        "HTML in titles",
        _rss(
            "<item><title>&lt;b&gt;Bold&lt;/b&gt; &amp;amp; brave</title><guid isPermaLink='false'>1</guid></item>"
            "<item><title><![CDATA[It&#8217;s <i>so</i>]]></title><guid isPermaLink='false'>2</guid></item>"
            "<item><title>Profits &lt; losses, a &gt; b</title><guid isPermaLink='false'>3</guid></item>"
            "<item><title>Bare <em>markup</em> here</title><guid isPermaLink='false'>4</guid></item>"
            "<item><title>The &lt;blink&gt; tag&lt;/blink&gt; is gone</title><guid isPermaLink='false'>5</guid></item>"
        ).encode(),
        [
            ("1", "Bold & brave", None, None, ""),
            ("2", "It’s so", None, None, ""),
            ("3", "Profits < losses, a > b", None, None, ""),
            ("4", "Bare markup here", None, None, ""),
            ("5", "The <blink> tag</blink> is gone", None, None, ""),
        ],
    ),
    Sample(
        "HTML that stands bare and unclosed, a bare ampersand, entities of HTML",
        _rss(
            "<item><title>Q&A: <b>who</title><link>https://news.example/1?a=1&b=2</link>"
            "<description>One<br>two&nbsp;&eacute;<img src=x>three <p>four</description></item>"
            "<item><title>Next</title><link>https://news.example/2</link></item>"
        ).encode(),
        [
            (
                "https://news.example/1?a=1&b=2",
                "Q&A: who",
                "https://news.example/1?a=1&b=2",
                None,
                "One two é three four",
            ),
            ("https://news.example/2", "Next", "https://news.example/2", None, ""),
        ],
    ),
    Sample(
        "tags that close each other wrongly",
        _rss(
            "<item><title>Q&amp;A &lt; R</title><foo><bar></foo></bar><link>https://news.example/1</link>"
            "<description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two &amp;amp; three&lt;/p&gt;</description></item>"
            "<item><title>R&amp;D</title><link>https://news.example/2?a&amp;b</link></item>"
        ).encode(),
        [
            ("https://news.example/1", "Q&A < R", "https://news.example/1", None, "One two & three"),
            ("https://news.example/2?a&b", "R&D", "https://news.example/2?a&b", None, ""),
        ],
    ),
    Sample(
        "wrong dates",
        _rss(
            "".join(
                f"<item><title>{number}</title><guid isPermaLink='false'>{number}</guid>"
                f"<pubDate>{date}</pubDate></item>"
                for number, date in enumerate(
                    [
                        "Fri, 22 Nov 2019 09:30:00 +0000",
                        "Thu, 01 Jan 1970 00:00:00 GMT",
                        "Fri, 31 Feb 2019 10:00:00 GMT",
                        "Fri, 22 Nov 2199 09:30:00 GMT",
                        "yesterday",
                        "22.11.2019",
                        "11/12/2019",
                        "0000-00-00T00:00:00Z",
                    ]
                )
            )
        ).encode(),
        [("0", "0", None, "2019-11-22T09:30:00Z", ""), *((str(n), str(n), None, None, "") for n in range(1, 8))],
    ),
    Sample(
        "windows-1251 that calls itself UTF-8",
        ('<?xml version="1.0" encoding="UTF-8"?>' + _rss(f"<item><title>{CYRILLIC}</title></item>")).encode("cp1251"),
        [("sha256:", CYRILLIC, None, None, "")],
        charset="windows-1251",
    ),
    Sample(
        "Latin-1 by declaration, with the quotation marks of Windows",
        b'<?xml version="1.0" encoding="iso-8859-1"?>'
        + _rss("<item><title>“No,” said Müller &#150; twice</title><guid isPermaLink='false'>w</guid></item>").encode(
            "cp1252"
        ),
        [("w", "“No,” said Müller – twice", None, None, "")],
        charset="utf-8",
    ),
    Sample(
        "UTF-16 without a mark",
        ('<?xml version="1.0" encoding="UTF-16"?>' + _rss(f"<item><title>{CYRILLIC}</title></item>")).encode(
            "utf-16-le"
        ),
        [("sha256:", CYRILLIC, None, None, "")],
    ),
    Sample(
        "double ids",
        _rss(
            """<item><title>New text</title><link>https://news.example/1</link><guid isPermaLink="false">d</guid>
<pubDate>Sat, 23 Nov 2019 09:30:00 GMT</pubDate></item>
<item><title>Other</title><link>https://news.example/2</link><guid isPermaLink="false">d</guid>
<pubDate>Fri, 22 Nov 2019 10:00:00 GMT</pubDate></item>
<item><title>Old text</title><link>https://news.example/1</link><guid isPermaLink="false">d</guid>
<pubDate>Fri, 22 Nov 2019 09:30:00 GMT</pubDate></item>"""
        ).encode(),
        [
            ("d", "New text", "https://news.example/1", "2019-11-23T09:30:00Z", ""),
            ("d https://news.example/2", "Other", "https://news.example/2", "2019-11-22T10:00:00Z", ""),
        ],
    ),
    Sample(
        "a billion laughs",
        b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"""
        + _rss("<item><title>&d;</title></item>").encode(),
        refused="declares entities of its own",
    ),
    Sample(
        "an external entity",
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        + _rss("<item><title>&x;</title></item>").encode(),
        refused="declares entities of its own",
    ),
    Sample(
        "complaints of a server before the feed, and its analytics after it",
        b"<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/x.php</b> on line <b>3</b><br />\n\n"
        b'<?xml version="1.0"?>'
        + _rss("<item><title>One</title><link>https://news.example/1</link></item>").encode()
        + b"\n<!-- cached --><script>ga()</script>",
        [("https://news.example/1", "One", "https://news.example/1", None, "")],
    ),
    Sample(
        "one that breaks off within an item",
        _rss(
            "<item><title>Whole</title><link>https://news.example/1</link></item>"
            "<item><title>Huawei den</title><link>https://news.example/2</link><description>CUT"
        )
        .partition("CUT")[0]
        .encode(),
        [("https://news.example/1", "Whole", "https://news.example/1", None, "")],
    ),
    Sample("a feed of nothing", _rss("").encode()),
    Sample(
        "a web page",
        b"""<!doctype html><html><head><title>News</title><link rel="alternate" type="application/rss+xml" href="/rss"
title="News"></head><body><p>Hi</p></body></html>""",
        refused="is a web page, not a feed, but offers one: give https://news.example/rss",
    ),
    Sample("a list of feeds", b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', refused="is a list of feeds"),
    Sample("some other XML", b"<urlset><url><loc>https://news.example/</loc></url></urlset>", refused="is XML but not"),
    Sample("some other JSON", b'{"items": []}', refused="is JSON but not a JSON Feed"),
    Sample("nothing", b" \r\n\t", refused="is empty"),
    Sample("plain text", b"Sorry, we are closed.", refused="is plain text, not a feed"),
    Sample("a picture", b"\x89PNG\r\n\x1a\n\0\0\0", refused="is an image (PNG), not a feed"),
]
