"""Compares what each program read with what was written. Any warning, and any difference, is an error."""

import json
import logging
import re
import sys
import unicodedata
import warnings
import xml.etree.ElementTree as ElementTree
from pathlib import Path

folder = Path(sys.argv[1])
truth = {entry["key"]: entry for entry in json.loads((folder / "truth.json").read_text())}
failures = 0


def normal(text):
    """The text as it looks: programs set quotes and canonically equal characters in their own way."""
    text = unicodedata.normalize("NFC", text or "")
    return " ".join(re.sub("[\"“”„‘’`']+", "'", text).split())


def author(given="", particle="", family="", suffix=""):
    """An author as all programs have it: the particle is a part of the family name, a whole name is one alone."""
    family = " ".join(part for part in (particle, family) if part)
    return tuple(normal(part) for part in (given, family, suffix))


def report(program, warned, entries, name=lambda parts: parts, title=lambda read, right: read == right, unread=lambda text: False):
    """`entries`: key → dict of what was read; data that a program does not print are missing there. `name`: what of a
    name the format keeps. `title`: whether two titles are one. `unread`: whether the program can't read a text."""
    global failures
    differences = []
    for key, right in truth.items():
        entry = entries.get(key)
        if entry is None:
            differences.append(f"{key}: missing")
            continue
        for field in ("title", "id", "doi"):
            same = title if field == "title" else lambda read, right: read == right
            if field in entry and not unread(right[field]) and not same(normal(entry[field]), normal(right[field])):
                differences.append(f"{key}: {field}: {entry[field]!r}, not {right[field]!r}")
        if "year" in entry and int(entry["year"]) != right["year"]:
            differences.append(f"{key}: year: {entry['year']}, not {right['year']}")
        if "authors" in entry:
            read = entry["authors"]
            wanted = [author(family=parts[0]) if len(parts) == 1 else author(*parts) for parts in right["authors"]]
            wanted = [name(parts) for parts in wanted]
            pairs = [pair for pair in zip(read, wanted) if pair[0] != pair[1] and not any(map(unread, pair[1]))]
            if pairs or len(read) != len(wanted):
                differences.append(f"{key}: authors: {pairs or (len(read), len(wanted))}")
    compared = sorted({field for entry in entries.values() for field in entry})
    print(f"{program}: {len(entries)} of {len(truth)} read, {len(warned)} warnings, "
          f"{len(differences)} differences ({', '.join(compared)})")
    for line in warned[:10] + differences[:10]:
        print("   ", line)
    failures += len(warned) + len(differences) + (len(entries) != len(truth))


def errors(name):
    return (folder / f"{name}.err").read_text().splitlines()


# ── Pandoc: its own tree, in which formulas still differ from text. ──

def inlines(value):
    if isinstance(value, list):
        return "".join(inlines(item) for item in value)
    kind, content = value["t"], value.get("c")
    if kind in ("Str", "MetaString"):
        return content
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Math":
        return f"${content[1]}$"
    if kind == "Quoted":
        mark = "'" if content[0]["t"] == "SingleQuote" else '"'
        return mark + inlines(content[1]) + mark
    if kind in ("Span", "Link"):
        return inlines(content[1])
    if kind in ("Code", "RawInline"):
        return content[1]
    return inlines(content)


def pandoc(name):
    entries = {}
    document = json.loads((folder / f"pandoc-{name}.out").read_text())
    for item in document["meta"]["references"]["c"]:
        fields = item["c"]
        text = lambda of, field: inlines(of[field]["c"] if of[field]["t"] != "MetaString" else of[field]) if field in of else ""
        authors = []
        for person in fields.get("author", {"c": []})["c"]:
            part = lambda *names: " ".join(filter(None, (text(person["c"], name) for name in names)))
            particle = part("dropping-particle", "non-dropping-particle")
            authors.append(author(part("given"), particle, part("literal", "family"), part("suffix")))
        entries[text(fields, "id")] = {
            "title": text(fields, "title"), "authors": authors,
            "year": text(fields, "issued")[:4], "doi": text(fields, "doi") or text(fields, "DOI"),
        }
    if name == "csljson":
        # Titles of CSL-JSON may have HTML's tags for style, which are read as such, and raised digits become style too.
        keep = lambda text: re.sub("</?b>", "", text).replace("²", "2")
        same = lambda read, right: keep(read) == keep(right)
        report(f"pandoc, {name}", errors(f"pandoc-{name}"), entries, title=same)
    else:
        report(f"pandoc, {name}", errors(f"pandoc-{name}"), entries, title=but_for_case, unread=unbalanced)


def but_for_case(read, right):
    """Pandoc takes titles for English ones in title case: it changes the capitals that no brace protects. Those in words
    such as BERT, LoRA and R1 have to stay."""
    def one(read, right):
        return read == right if re.search(r"\w[A-Z]|[A-Z]\w*\d", right) else read.casefold() == right.casefold()
    read, right = read.split(), right.split()
    return len(read) == len(right) and all(map(one, read, right))


def unbalanced(text):
    """BibTeX counts a brace behind a backslash too. One without its other is written as \\textbraceleft, which Pandoc
    does not know."""
    depth = 0
    for sign in text or "":
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return True
    return depth != 0


# ── biber: its own XML. ──

def biber(run):
    space = {"bltx": "http://biblatex-biber.sourceforge.net/biblatexml"}
    text = lambda node: latex("".join(node.itertext())) if node is not None else ""
    entries = {}
    for entry in ElementTree.parse(folder / f"{run}.xml").getroot().findall("bltx:entry", space):
        find = lambda name: entry.find(f"bltx:{name}", space)
        authors = []
        names = entry.find("bltx:names[@type='author']", space)
        for person in names.findall("bltx:name", space) if names is not None else []:
            parts = {part.get("type"): part for part in person.findall("bltx:namepart", space)}
            words = {}
            for kind, part in parts.items():
                inner = part.findall("bltx:namepart", space)
                words[kind] = " ".join(text(word) for word in inner) if inner else text(part)
            authors.append(author(*(words.get(kind, "") for kind in ("given", "prefix", "family", "suffix"))))
        year = find("date") if find("date") is not None else find("year")
        entries[entry.get("id")] = {
            "title": text(find("title")), "authors": authors, "year": text(year)[:4],
            "id": text(find("eprint")), "doi": "".join(find("doi").itertext()),
        }
    warned = [line for line in (folder / f"{run}.out").read_text().splitlines() if "WARN" in line or "ERROR" in line]
    report(f"biber, {run}", warned + errors(run), entries)


# ── BibTeX, by a style that writes what it read. ──

def bibtex():
    entries, entry = {}, None
    lines = (folder / "fields.bbl").read_text()
    # It breaks long lines at blanks.
    for line in re.sub(r"\n  (?!@@)", " ", lines).splitlines():
        if not line.startswith("@@"):
            continue
        field, _, value = line[2:].partition(" ")
        if field == "key":
            entry = entries[value] = {"authors": []}
        elif field == "given":
            entry["authors"].append([latex(value.replace("~", " "))])
        elif field in ("particle", "family", "suffix"):
            entry["authors"][-1].append(latex(value.replace("~", " ")))
        else:
            entry[field] = value if field in ("doi", "id") else latex(value)
    for entry in entries.values():
        entry["authors"] = [author(*parts) for parts in entry["authors"]]
    for style in ("fields", "plain"):
        output = (folder / f"bibtex-{style}.out").read_text().splitlines()
        warned = [line for line in output if "arning" in line or "rror" in line]
        report(f"bibtex, {style}.bst", warned + errors(f"bibtex-{style}"), entries)


def latex(text):
    from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db
    from pylatexenc.latex2text import MacroTextSpec
    if not hasattr(latex, "reader"):
        known = get_default_latex_context_db()
        known.add_context_category("more", prepend=True, macros=[
            MacroTextSpec("textbraceleft", "{"), MacroTextSpec("textbraceright", "}"),
            MacroTextSpec("textless", "<"), MacroTextSpec("textgreater", ">"), MacroTextSpec("textasciicircum", "^"),
        ])
        latex.reader = LatexNodes2Text(math_mode="verbatim", latex_context=known, keep_comments=True)
    return latex.reader.latex_to_text(text)


# ── Python's packages. ──

def warned_by(read):
    """What a function returns, and what it warns of."""
    messages = []
    handler = logging.Handler(level=logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())
    logging.getLogger().addHandler(handler)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = read()
    logging.getLogger().removeHandler(handler)
    ours = [str(one.message) for one in caught if one.category is UserWarning]
    return value, messages + ours


def bibtexparser(name):
    import bibtexparser as parser
    from bibtexparser import middlewares as m
    library, warned = warned_by(lambda: parser.parse_file(
        str(folder / f"{name}.bib"), append_middleware=[m.SeparateCoAuthors(), m.SplitNameParts()]))
    warned += [f"{block}" for block in library.failed_blocks]
    entries = {}
    for entry in library.entries:
        fields = {field.key: field.value for field in entry.fields}
        parts = lambda name: author(*(" ".join(latex(word) for word in words) for words in (
            name.first, name.von, name.last, name.jr)))
        entries[entry.key] = {
            "title": latex(fields["title"]), "authors": [parts(name) for name in fields.get("author", [])],
            "year": fields.get("year", fields.get("date", ""))[:4], "id": fields.get("eprint"), "doi": fields["doi"],
        }
    report(f"bibtexparser, {name}", warned, entries)


def rispy():
    import rispy as parser
    with open(folder / "references.ris", encoding="utf-8") as file:
        items, warned = warned_by(lambda: parser.load(file))
    entries = {}
    for item in items:
        warned += [f"{item.get('id')}: {tag}" for tag in item.get("unknown_tag", {})]
        authors = []
        for person in item.get("authors", []):
            family, given, suffix, *_ = person.split(", ") + ["", ""]
            authors.append(author(given, "", family, suffix))
        entries[item["id"]] = {
            "title": item["title"], "authors": authors, "year": item["year"],
            "id": item["accession_number"].removeprefix("arXiv:"), "doi": item["doi"],
        }
    # RIS has no way to write a comma within a name.
    report("rispy", warned, entries, name=lambda parts: tuple(part.replace(",", "") for part in parts))


def citeproc():
    from citeproc.source.json import CiteProcJSON
    items = json.loads((folder / "references.json").read_text())
    source, warned = warned_by(lambda: CiteProcJSON(items))
    entries = {}
    for item in items:
        entry = source[item["id"].lower()] if item["id"].lower() in source else source[item["id"]]
        authors = []
        for person in entry.get("author", []):
            part = lambda name: str(dict(person).get(name, ""))
            family = part("literal") or part("family")
            authors.append(author(part("given"), part("non-dropping-particle"), family, part("suffix")))
        entries[item["id"]] = {
            "title": str(entry["title"]), "authors": authors, "year": entry["issued"].year,
            "id": str(entry["number"]).removeprefix("arXiv:"), "doi": str(entry["DOI"]),
        }
    report("citeproc-py", warned, entries)


for name in ("bibtex", "biblatex", "csljson"):
    pandoc(name)
biber("biber")
biber("biber-bibtex")
bibtex()
bibtexparser("bibtex")
bibtexparser("biblatex")
rispy()
citeproc()
print(f"{failures} warnings and differences")
sys.exit(failures > 0)
