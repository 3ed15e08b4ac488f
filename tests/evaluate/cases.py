"""Run small hand-written cases through the pipeline's public face and count which pass.

    python -m tests.evaluate.cases FILE... [--cmd "onrecord extract"] [--fails] [--json]

FILE holds one case a line:
    {"id": "q-017", "group": "speaker", "class": "what is at fault, in a few words", "published": a date or absent,
     "text": "…"                                     an article as plain text (goes in as JSON lines), or
     "form": ".html", "content": "…", "encoding": …  a file (encoding: utf-8 if absent; a lone surrogate is a raw byte),
     "checks": [ … ], "note": "what is right, in words"}
All texts go through one run of CMD and all files through another. A case passes if each of its checks does:
    {"file": F, "where": {…}, "want": {…}}   some record of F that fits `where` fits `want` too
    {"file": F, "where": {…}, "count": 2}    so many records fit `where` (and `want`, if given)
    {"file": F, "none": {…}}                 no record fits
    {"any": [check, …]}, {"all": [check, …]} one of these checks passes; all do
F: documents, entities, dates, quotes, claims, errors. `where`, `want` and `none` map a field (dotted, as in the record
contract, or derived, below) to a matcher; all of them must hold:
    a value            equal (a number: within 1e-6 of it; text: runs of spaces count as one)
    null               null, empty or absent
    {"has": "words"}   contains them; of a list: one of its items does
    {"norm": "words"}  equal but for case, article and punctuation
    {"near": 0.667}    a number within 0.5 percent
    {"not": m}, {"any": [m, …]}, {"all": [m, …]}   of other matchers
Derived fields, where the record holds spans, ids and objects:
    quotes     content (parts joined by a space), cue, source, role, affiliation (words), speaker (name), speaker_type
    claims     measure (words), about (name), speaker (name), period (words of the date), period_value, period_begin,
               period_finish, same_as (words of that claim)
    documents  title, byline (words), published (value), and for each kind of block its lines: body, header, caption,
               heading, dateline, boilerplate
"""

import argparse
import json
import re
import shlex
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.evaluate.command import COMMAND, read

FILES = ("documents", "entities", "dates", "quotes", "claims", "errors")


# ------------------------------------------------------------------------------------------------ one run
def run(cmd, source, out):
    """CMD on one input: {file: {case id: [the record's fields, derived ones over them, and the record itself]}}."""
    done = subprocess.run([*shlex.split(cmd), str(source), "-o", str(out)], capture_output=True, text=True)
    if not (out / "documents.jsonl").exists():
        raise SystemExit(f"{cmd}: no documents.jsonl\n{done.stdout}{done.stderr}")
    records = {name: read(out / f"{name}.jsonl") if (out / f"{name}.jsonl").exists() else [] for name in FILES}
    case_of = {d["doc_id"]: file_case(d["source"]) if source.is_dir() else d["doc_id"] for d in records["documents"]}
    by_id = {r["id"]: r for name in ("dates", "claims") for r in records[name]}
    found = {name: defaultdict(list) for name in FILES}
    for name, rows in records.items():
        for r in rows:
            case = file_case(r["source"]) if name == "errors" else case_of[r["doc_id"]]
            found[name][case].append({**r, **derived(name, r, by_id), "record": r})
    return found


def file_case(source):
    """the case's id, from "q-017.csv" or "q-017.csv:3" """
    return Path(source).name.split(".")[0]


def run_all(cases, cmd):
    found = {name: defaultdict(list) for name in FILES}
    texts, files = [c for c in cases if "text" in c], [c for c in cases if "content" in c]
    with tempfile.TemporaryDirectory() as tmp:
        tmp = Path(tmp)
        with (tmp / "texts.jsonl").open("w", encoding="utf-8") as f:
            for c in texts:
                row = {"id": c["id"], "text": c["text"]} | ({"published": c["published"]} if c.get("published") else {})
                f.write(json.dumps(row, ensure_ascii=False) + "\n")
        (tmp / "files").mkdir()
        for c in files:
            data = c["content"].encode(c.get("encoding", "utf-8"), "surrogateescape")
            (tmp / "files" / (c["id"] + c["form"])).write_bytes(data)
        for some, source in ((texts, tmp / "texts.jsonl"), (files, tmp / "files")):
            for name, rows in (run(cmd, source, tmp / f"out-{source.stem}") if some else {}).items():
                found[name].update(rows)
    return found


# ------------------------------------------------------------------------------------------------ fields
def words(span):
    return (span or {}).get("text")


def derived(name, r, by_id):
    if name == "quotes":
        speaker = r.get("speaker") or {}
        return {
            "content": " ".join(p["text"] for p in r["content"]),
            "cue": words(r["cue"]),
            "source": words(r["source"]),
            "speaker": speaker.get("name"),
            "speaker_type": speaker.get("type"),
            "role": words(speaker.get("role")),
            "affiliation": words(speaker.get("affiliation")),
        }
    if name == "claims":
        date = by_id.get(r.get("period")) or {}
        return {
            "measure": words(r["measure"]),
            "about": r.get("about_name"),
            "speaker": r.get("speaker_name"),
            "period": date.get("text"),
            "period_value": date.get("value"),
            "period_begin": date.get("begin"),
            "period_finish": date.get("finish"),
            "same_as": words(by_id.get(r.get("same_as"))),
        }
    if name == "documents":
        lines = dict.fromkeys(("body", "header", "caption", "heading", "dateline", "boilerplate"), "")
        for b in r["blocks"]:
            lines[b["kind"]] = (lines.get(b["kind"], "") + "\n" + r["text"][b["start"] : b["end"]]).strip()
        return lines | {
            "title": words(r["title"]),
            "byline": words(r["byline"]),
            "published": (r["published"] or {}).get("value"),
        }
    return {}


def field(found, name):
    """the derived or plain field, or for "speaker.resolved_by" found["record"]["speaker"]["resolved_by"]"""
    if "." not in name:
        return found.get(name)
    value = found["record"]
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


# ------------------------------------------------------------------------------------------------ matchers
def spaced(x):
    return re.sub(r"\s+", " ", x).strip() if isinstance(x, str) else x


def norm(x):
    x = re.sub(r"[\W_]+", " ", (x or "").lower().replace("’", "'")).strip()
    return re.sub(r"^(the|an?) ", "", x)


def is_number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


OPERATORS = {
    "has": lambda x, m: any(
        spaced(m) in spaced(str(i)) for i in (x if isinstance(x, list) else [x] if x is not None else [])
    ),
    "norm": lambda x, m: norm(x) == norm(m),
    "near": lambda x, m: is_number(x) and abs(x - m) <= 0.005 * abs(m),
    "not": lambda x, m: not fits(x, m),
    "any": lambda x, m: any(fits(x, i) for i in m),
    "all": lambda x, m: all(fits(x, i) for i in m),
}


def fits(x, m):
    if isinstance(m, dict):
        return all(OPERATORS[op](x, arg) for op, arg in m.items())
    if m is None:
        return x is None or x in ("", [], {})
    if is_number(m):
        return is_number(x) and abs(x - m) <= 1e-6 * max(1, abs(m))
    return spaced(x) == spaced(m)


def all_fit(record, matchers):
    return all(fits(field(record, name), m) for name, m in matchers.items())


# ------------------------------------------------------------------------------------------------ checks
def passes(check, found, case):
    if "file" not in check:
        some = any if "any" in check else all
        return some(passes(c, found, case) for c in check[some.__name__])
    rows = found[check["file"]][case]
    if "none" in check:
        return not any(all_fit(r, check["none"]) for r in rows)
    n = sum(all_fit(r, check.get("where", {})) and all_fit(r, check.get("want", {})) for r in rows)
    return n == check["count"] if "count" in check else n > 0


def got(check, found, case):
    """what the records say in place of what a failed check asks for, on one line"""
    if "file" not in check:
        return " | ".join(got(c, found, case) for c in check.get("any", check.get("all")))
    where = check.get("none", check.get("where", {}))
    rows = [r for r in found[check["file"]][case] if all_fit(r, where)]
    names = list(check.get("want") or where) or ["text"]
    shown = ["{" + ", ".join(f"{n}: {spaced(str(field(r, n)))[:90]}" for n in names) + "}" for r in rows[:3]]
    return " ".join([f"{len(rows)} {check['file']}", *shown])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--cmd", default=COMMAND, help="reads INPUT, writes the records to -o DIR (default: %(default)s)"
    )
    parser.add_argument("--fails", action="store_true", help="a line for each case that fails")
    parser.add_argument("--json", action="store_true", help="the totals as one line of JSON")
    args = parser.parse_args()
    cases = [c for path in args.files for c in read(path)]
    if len({c["id"] for c in cases}) < len(cases):
        raise SystemExit("two cases have the same id")
    found, totals = run_all(cases, args.cmd), defaultdict(lambda: [0, 0])
    for c in cases:
        failed = [k for k in c["checks"] if not passes(k, found, c["id"])]
        for group in (c["group"], "all"):
            totals[group][0] += not failed
            totals[group][1] += 1
        if failed and args.fails:
            wanted = json.dumps(failed[0], ensure_ascii=False)
            print(f"{c['id']} {c['group']}: {c['class']}: wanted {wanted}; got {got(failed[0], found, c['id'])}")
    groups = [*sorted(set(totals) - {"all"}), "all"]
    if args.json:
        print(json.dumps({g: {"passed": totals[g][0], "of": totals[g][1]} for g in groups if g in totals}))
    else:
        for g in groups:
            print(f"{g + ':':16} passed {totals[g][0]} of {totals[g][1]}")


if __name__ == "__main__":
    main()
