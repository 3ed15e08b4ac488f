// Articles that hold all of the words, with the place where the first of them stand.
const ARTICLES_SHOWN = 30;
const lowered = new Map();

function articleHits(needles) {
  if (!needles.length) return [];
  const text = (a) => { if (!lowered.has(a.id)) lowered.set(a.id, `${a.title} ${a.text || ""}`.toLowerCase()); return lowered.get(a.id); };
  const hits = data.articles.filter((a) => needles.every((w) => text(a).includes(w)));
  const note = whole ? "" : " by title; onrecord serve searches their text";
  return [el("h2", {}, `${plural(hits.length, "article")} with these words${note}`), ...hits.slice(0, ARTICLES_SHOWN).map((a) => el("div", { class: "hit" },
    el("p", {}, el("a", { href: hrefOf(a.id) }, marked(a.title, needles)), a.publisher ? ` · ${a.publisher}` : "", a.published ? ` · ${a.published.slice(0, 10)}` : ""), a.text ? el("p", {}, marked(snippet(a.text, needles), needles)) : ""))];
}

function snippet(text, needles) {
  const low = text.toLowerCase();
  const at = Math.max(0, ...[Math.min(...needles.map((w) => low.indexOf(w)).filter((n) => n >= 0))].filter(Number.isFinite));
  const from = Math.max(0, at - 80);
  return (from ? "… " : "") + text.slice(from, at + 160).replace(/\s+/g, " ") + " …";
}
