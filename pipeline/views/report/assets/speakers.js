// Contents and speakers: the columns at the sides.
function drawContents() {
  const needle = $("#narrow").value.trim().toLowerCase();
  const hits = data.articles.filter((a) => `${a.title} ${a.publisher || ""} ${a.id}`.toLowerCase().includes(needle));
  const sum = (list) => hits.reduce((n, article) => n + countOf(article, list), 0);
  $("#found").textContent = [plural(hits.length, "article"), plural(sum("quotes"), "quote"), plural(sum("claims"), "figure")].join(" · ");
  $("#contents").replaceChildren(...hits.slice(0, CONTENTS_SHOWN).map((article) => el("li", {}, el("a",
    { href: hrefOf(article.id), "data-doc": article.id, "aria-current": article === shown.article ? "true" : null },
    article.title, el("small", {}, [article.published ? article.published.slice(0, 10) : null,
      plural(countOf(article, "quotes"), "quote"), plural(countOf(article, "claims"), "figure")].filter(Boolean).join(" · "))))));
}

const countOf = (article, list) => (article.counts || {})[list] ?? live(list, article).length;

// Speakers as decided: an edited quote is its new speaker's, a rejected one nobody's. Colours stay as the text has them.
function voicesOf(article) {
  const found = new Map();
  for (const { record } of live("quotes", article)) {
    const { speaker } = record;
    if (!speaker) continue;
    const key = keyOfSpeaker(speaker);
    if (!found.has(key)) found.set(key, { name: speaker.name, type: speaker.type, roles: [], quotes: [], words: 0, hue: hueOf(article, speaker) });
    const voice = found.get(key);
    voice.quotes.push(record.id.slice(article.id.length + 1));
    voice.words += wordsIn(record);
    voice.roles.push(...(speaker.roles || []).map((role) => role.text).filter((role) => !voice.roles.includes(role)));
  }
  return [...found.values()].sort((a, b) => b.words - a.words);
}

function drawSpeakers(article) {
  const items = voicesOf(article).map((speaker) => {
    const first = `${article.id}/${speaker.quotes[0]}`;
    return el("li", { class: `voice ${hueClass(speaker.hue)}` },
      el("button", { type: "button", onclick: () => nextOf(article, speaker), title: "Go through the quotes" }, speaker.name),
      speaker.roles.length ? el("p", { class: "role" }, speaker.roles.join("; ")) : "",
      el("p", {}, `${speaker.type === "person" ? "" : speaker.type + " · "}${plural(speaker.quotes.length, "quote")} · ${plural(speaker.words, "word")} · `, link(first, "first quote")));
  });
  $("#speakers").replaceChildren(...(items.length ? items : [el("li", {}, "Nobody is quoted in this article.")]));
}

function nextOf(article, speaker) {
  const ids = speaker.quotes.map((key) => `${article.id}/${key}`);
  const at = shown.record ? ids.indexOf(shown.record.record.id) : -1;
  pick(byId.get(ids[(at + 1) % ids.length]));
}
