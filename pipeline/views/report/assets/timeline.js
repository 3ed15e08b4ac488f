// Dates in the order of what they mean, not of where they stand.
function drawDates() {
  const dated = live("dates").filter((d) => d.record.begin).sort((a, b) => compare(a.record.begin, b.record.begin) || compare(a.record.finish || "", b.record.finish || ""));
  const drawing = dated.length && typeof Chart !== "undefined"; // the pages of a large run carry no charting library
  const vague = live("dates").length - dated.length;
  $("#dates-view").replaceChildren(
    drawing ? el("figure", {}, el("figcaption", {}, "When the articles speak of"), el("div", { class: "canvas", style: "height: 15rem" }, el("canvas", { id: "dates-chart", role: "img" }))) : "",
    el("ol", { class: "moments" }, dated.slice(0, 1500).map(moment)),
    el("p", { class: "count" }, vague ? `${plural(vague, "expression")} of no certain time (lengths, “now”, “recently”) not shown.` : ""));
  if (drawing) chartDates(dated);
}

const moment = ({ record, article }) => el("li", {}, el("time", { datetime: record.begin }, interval(record)),
  el("div", {}, el("q", {}, around(article, record)), " ", link(record.id, article.title, { class: "from" })));

function interval(date) {
  if (/^\d{4}(-\d\d){0,2}$/.test(date.value)) return date.value;
  if (/-01-01$/.test(date.begin) && /-12-31$/.test(date.finish || "")) return `${date.begin.slice(0, 4)} – ${date.finish.slice(0, 4)}`;
  return date.begin === date.finish || !date.finish ? date.begin.slice(0, 16) : `${date.begin.slice(0, 10)} – ${date.finish.slice(0, 10)}`;
}

// Some words on both sides. Offsets are code points, strings count UTF-16 units: cut the text as an array once.
const points = new Map();
function around(article, record) {
  if (article.text === undefined) return [el("strong", {}, record.text)];
  if (!points.has(article.id)) points.set(article.id, Array.from(article.text));
  const text = points.get(article.id);
  const left = text.slice(Math.max(0, record.start - 60), record.start).join("");
  const right = text.slice(record.end, record.end + 70).join("");
  return [left.slice(left.lastIndexOf("\n") + 1).replace(/^\S*\s/, "… "), el("strong", {}, record.text), right.split("\n")[0].replace(/\s\S*$/, " …")];
}
