// Quotes of all articles on the page, searched as one types.
const SHOWN_AT_ONCE = 200;
const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

function field(label, control) { return el("label", {}, label, control); }
function choice(label, values, onchange) {
  const control = el("select", { onchange }, el("option", { value: "" }, "all"), values.map((v) => el("option", { value: v }, v)));
  return { label: field(label, control), control };
}
const distinct = (values) => [...new Set(values.filter(Boolean))].sort((a, b) => a.localeCompare(b, "en"));

let speakerChoice, articleChoice;
function drawQuotes() {
  speakerChoice = choice("Speaker", distinct(all.quotes.map((q) => q.record.speaker && q.record.speaker.name)), listQuotes);
  articleChoice = choice("Article", data.articles.length > 1 ? data.articles.map((a) => a.title) : [], listQuotes);
  $("#quotes-view").replaceChildren(el("div", { class: "filters" }, speakerChoice.label, data.articles.length > 1 ? articleChoice.label : ""),
    el("p", { class: "count", role: "status" }), el("div", { class: "list" }));
  listQuotes();
}

function listQuotes() {
  const needles = words($("#search").value);
  const hits = live("quotes").filter(({ record, article }) => {
    const name = record.speaker ? record.speaker.name : "";
    const hay = `${contentOf(record)} ${name} ${record.source ? record.source.text : ""}`.toLowerCase();
    return needles.every((w) => hay.includes(w)) && (!speakerChoice.control.value || name === speakerChoice.control.value)
      && (!articleChoice.control.value || article.title === articleChoice.control.value);
  });
  $("#quotes-view .count").textContent = plural(hits.length, "quote") + (hits.length > SHOWN_AT_ONCE ? `, the first ${SHOWN_AT_ONCE} shown` : "");
  $("#quotes-view .list").replaceChildren(...hits.slice(0, SHOWN_AT_ONCE).map((hit) => quotation(hit, needles)));
}

function quotation({ record, article }, needles) {
  const who = record.speaker ? record.speaker.name : "Nobody named";
  return el("div", { class: "quotation" }, el("blockquote", {}, marked(contentOf(record), needles)),
    el("p", {}, el("strong", {}, marked(who, needles)), record.speaker && record.speaker.role ? `, ${record.speaker.role.text}` : "", " · ",
      record.kind, " · ", link(record.id, article.title)));
}

function marked(text, needles) {
  if (!needles.length) return [text];
  const pattern = new RegExp(needles.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(at, match.index), el("mark", {}, match[0]));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}
