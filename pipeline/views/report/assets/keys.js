// The keyboard. Single keys can be switched off in the help, as speech input needs.
let keysOn = true;
const KEYS = [["j, k", "next, previous passage"], ["[, ]", "previous, next article"], ["a, r, e", "accept, reject, edit the passage"], ["1 – 4", "quotes, figures, dates, names on or off"],
  ["/", "search"], ["?", "this help"], ["Esc", "let go"]];

function drawHelp() {
  const toggle = el("input", { type: "checkbox", checked: true, onchange: (event) => { keysOn = event.target.checked; } });
  $("#keys").replaceChildren(el("h2", { id: "keys-title" }, "Keys"), el("dl", {}, KEYS.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)])),
    el("p", {}, el("label", {}, toggle, " Single-key shortcuts")),
    el("p", {}, "Accepted, rejected and edited records download as corrections.jsonl; ", el("code", {}, "onrecord apply corrections.jsonl"), " writes them into the results, and keeps them through every later run."),
    el("button", { type: "button", onclick: () => $("#keys").close() }, "Close"));
}

function visibleRecords() {
  const off = (document.body.dataset.off || "").split(" ");
  return LISTS.filter((list) => !off.includes(KINDS[list])).flatMap((list) => (shown.article[list] || []).map((r) => byId.get(r.id)))
    .sort((a, b) => a.record.start - b.record.start || b.record.end - a.record.end);
}

function step(by) {
  const rows = visibleRecords();
  if (!rows.length) return;
  const at = rows.indexOf(shown.record);
  pick(rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length]);
}

function stepArticle(by) {
  const at = data.articles.indexOf(shown.article) + by;
  if (data.articles[at]) location.assign(hrefOf(data.articles[at].id));
}

const onRecord = (act) => () => shown.record && act(shown.record);
const KEYMAP = {
  j: () => step(1), k: () => step(-1), "[": () => stepArticle(-1), "]": () => stepArticle(1),
  a: onRecord((entry) => decide(entry, "accepted")), r: onRecord((entry) => decide(entry, "rejected")), e: onRecord(openEditor),
  1: () => toggleLayer("quote"), 2: () => toggleLayer("claim"), 3: () => toggleLayer("date"), 4: () => toggleLayer("entity"),
  "/": () => $("#search").focus(), "?": () => $("#keys").showModal(),
};

function onKey(event) {
  if (event.key === "Escape" && !$("#keys").open) { document.activeElement.blur(); if (shown.record) pick(null); return; }
  const typing = event.target.matches("input, select, textarea");
  if (!keysOn || typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYMAP, event.key)) return;
  event.preventDefault();
  KEYMAP[event.key]();
}
