// Speakers merged over the articles. Decisions count at once: a rejected quote is nobody's, an edited one its new speaker's.
const wordsIn = (quote) => quote.content.reduce((sum, part) => sum + words(part.text).length, 0);

function peopleNow() {
  if (!whole) return data.people;
  const rows = data.people.map((p) => ({ ...p, quotes: [], words: 0, articles: new Set() }));
  const byQuote = new Map(data.people.flatMap((p, n) => p.quotes.map((id) => [id, rows[n]])));
  for (const entry of live("quotes")) {
    const { record, found, article } = entry;
    if (!record.speaker) continue;
    let row = byQuote.get(found.id);
    if (record !== found && (!found.speaker || record.speaker.name !== found.speaker.name)) {
      row = rows.find((p) => p.name === record.speaker.name || p.aliases.includes(record.speaker.name));
      if (!row) rows.push((row = { name: record.speaker.name, type: record.speaker.type, aliases: [], roles: [], affiliations: [], publishers: [], quotes: [], words: 0, articles: new Set(), claims: [], gender: null, gender_by: null, note: "as corrected", maybe: [] }));
    }
    if (!row) continue; // groups and the unnamed are no people
    row.quotes.push(record.id);
    row.words += wordsIn(record);
    row.articles.add(article.id);
  }
  return rows.filter((row) => row.quotes.length).map((row) => ({ ...row, counts: { quotes: row.quotes.length, articles: row.articles.size, claims: row.claims.length } })).sort((a, b) => b.words - a.words || a.name.localeCompare(b.name, "en"));
}

const personLink = (person) => leadTo({ speaker: person.name }, person.name);
const people = { key: "words", down: true };
const PEOPLE_COLUMNS = [["name", "Name", (p) => p.name], ["gender", "Gender", (p) => p.gender || ""], ["roles", "Roles", (p) => p.roles.join("; ")], ["articles", "Articles", (p) => p.counts.articles], ["quotes", "Quotes", (p) => p.counts.quotes], ["words", "Words", (p) => p.words], ["claims", "Figures", (p) => p.counts.claims]];
const PEOPLE_SHOWN = 500;

function drawPeople() {
  const text = el("input", { type: "search", oninput: listPeople });
  const type = choice("Type", ["person", "organization"], () => { setAddress("people", { gender: gender.control.value, type: type.control.value }); listPeople(); });
  const gender = choice("Gender", [["female", "women"], ["male", "men"], ["none", "not shown"]], () => { setAddress("people", { gender: gender.control.value, type: type.control.value }); listPeople(); });
  Object.assign(people, { text, type, gender });
  const head = PEOPLE_COLUMNS.map(([key, label], n) => el("th", { scope: "col", "data-key": key, class: n > 2 ? "n" : null }, el("button", { type: "button", onclick: () => { people.down = people.key === key ? !people.down : n > 2; people.key = key; listPeople(); } }, label)));
  $("#people-view").replaceChildren(el("div", { class: "filters" }, field("Words", text), type.label, gender.label), el("p", { class: "count", role: "status" }),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of people" }, el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}))));
  fillPeople();
}

function fillPeople() {
  people.gender.control.value = shown.filters.gender || "";
  people.type.control.value = shown.filters.type || "";
  listPeople();
}

function listPeople() {
  const needles = words(people.text.value);
  const [, , get] = PEOPLE_COLUMNS.find(([key]) => key === people.key);
  const hits = peopleNow().filter((p) => (!people.type.control.value || p.type === people.type.control.value) && (!people.gender.control.value || (p.gender || "none") === people.gender.control.value)
    && needles.every((w) => [p.name, ...p.aliases, ...p.roles, ...p.affiliations].join(" ").toLowerCase().includes(w)));
  hits.sort((a, b) => compare(get(a), get(b)) * (people.down ? -1 : 1));
  for (const th of $$("#people-view th[data-key]")) { if (th.dataset.key === people.key) th.setAttribute("aria-sort", people.down ? "descending" : "ascending"); else th.removeAttribute("aria-sort"); }
  $("#people-view .count").textContent = plural(hits.length, "speaker") + (hits.length > PEOPLE_SHOWN ? `, the first ${PEOPLE_SHOWN} shown` : "") + " with a name, merged over the articles";
  $("#people-view tbody").replaceChildren(...hits.slice(0, PEOPLE_SHOWN).map((p) => el("tr", {}, el("td", {}, personLink(p), p.aliases.length ? ` (${p.aliases.join(", ")})` : "", p.note ? el("small", {}, p.note) : ""),
    el("td", {}, p.gender ? el("span", { title: `shown by ${EVIDENCE[p.gender_by] || p.gender_by}` }, p.gender, p.gender_by === "given_name" ? " (by name)" : "") : ""), el("td", {}, p.roles.slice(0, 4).join("; ") + (p.roles.length > 4 ? " …" : "")),
    [p.counts.articles, p.counts.quotes, p.words, p.counts.claims].map((count) => el("td", { class: "n" }, count.toLocaleString("en"))))));
}
