"""Reads a published folder as others do: its feeds with feedparser, its pages with html5lib, its index as JSON."""

import hashlib
import json
import pathlib
import re
import sys

import feedparser
import html5lib

site = pathlib.Path(sys.argv[1])
problems: list[str] = []


def check(holds: bool, what: str) -> None:
    if not holds:
        problems.append(what)


index = json.loads((site / "index.json").read_text("utf-8"))
check(index["format"] == "paperboy-days" and index["version"] == 1, "index.json is of another format")
for day in index["days"]:
    report = (site / day["file"]).read_bytes()
    check(hashlib.sha256(report).hexdigest() == day["sha256"], f"{day['file']} is not what the index says")

entries = 0
for name in ["feed.xml", "days.xml"]:
    feed = feedparser.parse((site / name).read_bytes())
    check(not feed.bozo, f"{name}: {feed.get('bozo_exception')}")
    check(feed.version == "atom10", f"{name} is {feed.version}")
    check(feed.feed.title.startswith("Papers & <notes>"), f"{name} is called {feed.feed.title}")
    check(bool(feed.entries), f"{name} has no entry")
    ids = [entry.id for entry in feed.entries]
    check(len(set(ids)) == len(ids), f"{name} has an id twice")
    for entry in feed.entries:
        entries += 1
        check(re.fullmatch(r"tag:[0-9a-z.-]+,\d{4}:(papers|days)/[0-9A-Za-z./-]+", entry.id) is not None, entry.id)
        check(entry.updated_parsed is not None and entry.published_parsed is not None, f"{entry.id} has no time")
        check(all(link.href.startswith("https://") for link in entry.links), f"{entry.id} has a relative link")
        check("<script" not in entry.content[0].value and "javascript:" not in entry.content[0].value.split("<p>")[0], entry.id)
    check(feed.feed.updated_parsed == max(entry.updated_parsed for entry in feed.entries), f"{name} was updated at another time")

pages = 0
for page in [site / "index.html", *sorted((site / "days").glob("*.html"))]:
    pages += 1
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(page.read_bytes(), transport_encoding="utf-8")
    for place, code, values in parser.errors:
        problems.append(f"{page.name}:{place[0]}: {code} {values}")
    for element in tree.iter():
        tag = str(element.tag).rsplit("}", 1)[-1]
        check(tag not in {"script", "img", "iframe", "object", "embed", "form", "base"}, f"{page.name} holds {tag}")
        for attribute, value in element.attrib.items():
            check(not str(attribute).startswith("on"), f"{page.name}: {attribute}")
            if attribute == "href":
                check(not re.match(r"\s*(javascript|data|file):", value, re.I), f"{page.name}: {value}")

print(f"{len(index['days'])} days, {entries} entries, {pages} pages read")
for problem in problems:
    print(problem)
sys.exit(bool(problems))
