// The corpus at a glance. A page that holds all records counts them itself, as decided; the index of a large run is told.
const BELIEF = "belief or wish";
const GENDERS = ["female", "male", null];
const EVIDENCE = { honorific: "a title (Ms, Mr)", pronoun: "a pronoun", kinship: "a word of kinship", given_name: "the given name alone" };
const genderWord = (gender) => ({ female: "Women", male: "Men" }[gender] || "Not shown");
const whole = data.articles.every((article) => article.text !== undefined);

function overviewNow() {
  if (!whole) return data.overview;
  const people = peopleNow();
  const persons = people.filter((p) => p.type === "person");
  const quotes = live("quotes");
  const count = (pairs) => tally(pairs).map(([key, v]) => [key, v.amount]);
  const kinds = new Map(count(quotes.map((q) => [q.record.speech ? q.record.kind : BELIEF, 1])));
  const publishers = tally(data.articles.map((a) => [a.publisher || NO_PUBLISHER, 1])).map(([name, v]) => {
    const quoted = persons.filter((p) => p.publishers.includes(name));
    return [name, v.amount, quotes.filter((q) => (q.article.publisher || NO_PUBLISHER) === name).length, quoted.length, ...["female", "male"].map((g) => quoted.filter((p) => p.gender === g).length)];
  });
  const months = new Map();
  for (const article of data.articles) {
    if (!article.published) continue;
    const row = months.get(article.published.slice(0, 7)) || [article.published.slice(0, 7), 0, 0];
    months.set(row[0], [row[0], row[1] + 1, row[2] + live("quotes", article).length]);
  }
  const sum = (list, get) => list.reduce((n, x) => n + get(x), 0);
  const all_ = sum(people, (p) => p.counts.quotes);
  const same = sum(people, (p) => (p.counts.quotes / all_) ** 2);
  return {
    counts: { articles: data.articles.length, publishers: publishers.filter(([name]) => name !== NO_PUBLISHER).length, speakers: people.length, quotes: quotes.length, words: sum(quotes, (q) => wordsIn(q.record)), figures: live("claims").length },
    kinds: ["direct", "mixed", "indirect", BELIEF].map((kind) => [kind, kinds.get(kind) || 0]),
    types: count(quotes.map((q) => [q.record.speaker ? q.record.speaker.type : "nobody named", 1])),
    gender: GENDERS.map((g) => { const own = persons.filter((p) => p.gender === g); return [g, own.length, sum(own, (p) => p.counts.quotes), sum(own, (p) => p.words)]; }),
    evidence: Object.keys(EVIDENCE).map((name) => [name, persons.filter((p) => p.gender_by === name).length]),
    publishers, months: [...months.values()].sort((a, b) => a[0].localeCompare(b[0])),
    diversity: all_ ? { simpson: 1 - same, effective: 1 / same } : { simpson: null, effective: null },
  };
}

const NO_PUBLISHER = "publisher not known";
const percent = (part, all_) => (all_ ? `${Math.round((100 * part) / all_)} %` : "–");
const leadTo = (filters, text) => el("a", { href: addressOf("quotes", filters) }, text);

// A row a thing, its share drawn behind it; every number leads to its quotes.
function bars(caption, heads, rows) {
  const most = rows.reduce((n, row) => Math.max(n, row.size), 0) || 1;
  return el("figure", { class: "bars" }, el("figcaption", {}, caption), el("table", {}, el("thead", {}, el("tr", {}, heads.map((head, n) => el("th", { scope: "col", class: n ? "n" : null }, head)))),
    el("tbody", {}, rows.map((row) => {
      const line = el("tr", {}, row.cells.map((cell, n) => (n ? el("td", { class: "n" }, cell) : el("th", { scope: "row" }, cell))));
      line.style.setProperty("--share", `${(100 * row.size) / most}%`);
      return line;
    }))));
}

function drawOverview() {
  const o = overviewNow();
  const n = (x) => x.toLocaleString("en");
  const card = (value, label, href) => el("a", { class: "number", href }, el("strong", {}, n(value)), " ", label);
  const people = peopleNow().filter((p) => p.type === "person").slice(0, 12);
  const quoted = o.gender.reduce((sum, row) => sum + row[1], 0);
  const spoken = o.gender.reduce((sum, row) => sum + row[2], 0);
  const kinds = o.kinds.map(([kind, count]) => ({ size: count, cells: [leadTo(kind === BELIEF ? { speech: "belief" } : { kind, speech: "said" }, kind), n(count), percent(count, o.counts.quotes)] }));
  const types = o.types.map(([type, count]) => ({ size: count, cells: [leadTo({ type }, type), n(count), percent(count, o.counts.quotes)] }));
  const publishers = o.publishers.slice(0, 25).map(([name, articles, quotes, persons, women, men]) => ({ size: articles, cells: [leadTo({ publisher: name }, name), n(articles), n(quotes), n(persons), n(women), n(men)] }));
  const evidence = o.evidence.filter(([, count]) => count).map(([name, count]) => `${EVIDENCE[name]} (${n(count)})`).join(", ");
  $("#overview-view").replaceChildren(
    el("p", { class: "numbers" }, card(o.counts.articles, "articles", "#read"), card(o.counts.quotes, "quotes", "#quotes"), card(o.counts.speakers, "speakers", "#people"), card(o.counts.figures, "figures", "#figures")),
    el("div", { class: "charts" },
      bars("Who is quoted most", ["", "quotes", "words", "articles"], people.map((p) => ({ size: p.words, cells: [personLink(p), n(p.counts.quotes), n(p.words), n(p.counts.articles)] }))),
      bars("How it is told", ["", "quotes", "share"], kinds),
      bars("Who the sources are", ["", "quotes", "share"], types),
      el("div", {}, bars("Women and men among the people quoted", ["", "people", "share", "quotes", "share"], o.gender.map(([g, persons, quotes]) => ({ size: persons, cells: [el("a", { href: addressOf("people", { gender: g || "none" }) }, genderWord(g)), n(persons), percent(persons, quoted), n(quotes), percent(quotes, spoken)] }))),
        el("p", { class: "meta" }, evidence ? `Shown by ${evidence}. ` : "", "Only people whose gender the articles show are counted as women or men; “not shown” is no third gender but the share that is unknown.")),
      publishers.length > 1 || o.counts.publishers ? bars("By publisher", ["", "articles", "quotes", "people", "women", "men"], publishers) : "",
      o.months.length > 1 ? bars("Over time", ["", "articles", "quotes"], o.months.slice(-36).map(([month, articles, quotes]) => ({ size: quotes, cells: [leadTo({ from: month, to: month }, month), n(articles), n(quotes)] }))) : "",
      o.diversity.simpson === null ? "" : el("figure", {}, el("figcaption", {}, "Diversity of sources"), el("p", {}, el("strong", {}, o.diversity.simpson.toFixed(2)), ` — the chance that two quotes taken at random are of two different speakers (Gini–Simpson index, 1 − Σp²). As diverse as ${o.diversity.effective.toFixed(1)} speakers quoted equally often.`))));
}
