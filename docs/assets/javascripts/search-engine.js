// The engine behind Material's search dialog, in place of Material's own, which reads the whole guide before its first
// answer and finds no word that is misspelled. It speaks the same protocol: 0 the index comes, 1 ready, 2 a query,
// 3 its results (sections in groups, a page each).
const BOOST = { topics: 1.5, questions: 1.4, flow: 1.4, guides: 1.3, checklists: 0.7, reference: 0.7, contribute: 0.5, "reference/case-studies": 0.2 };
const SMALL = new Set("a an and are as at be by can do does for from how i in is it of on or should that the to vs was what when which why with".split(" "));
const MOST_PAGES = 40;
const MOST_PARTS = 6; // of a page
const TEASER = 240;

/** A word as it is looked up: without accents, and without the s of a plural. */
const normal = (word) => word.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/(?<=[a-z]{3})(?<!s)s$/, "");

const options = {
  fields: ["title", "text"],
  processTerm: (word) => normal(word) || null,
  searchOptions: {
    boost: { title: 6 },
    prefix: (word) => word.length > 2,
    fuzzy: (word) => (word.length > 5 ? 0.15 : false),
    weights: { prefix: 0.6, fuzzy: 0.2 },
    boostDocument: (id) => weight(sections[id].location),
  },
};

// What a reader looks for is most often a page that explains, and the page before its parts.
const weight = (location) => {
  const [path, part] = location.split("#");
  return (BOOST[path.slice(0, -1)] || BOOST[path.split("/")[0]] || 1) * (part ? 1 : 1.6);
};

let sections = [];
let titles, everything, asked;

addEventListener("message", ({ data: message }) => {
  if (message.type === 0) read(message.data.docs);
  else if (message.type === 2) postMessage({ type: 3, data: { items: find((asked = message.data)) } });
});

/** Titles are read at once, so that the first query has an answer; the text follows, and answers it again. */
async function read(docs) {
  sections = docs.map((doc, id) => ({ ...doc, id, title: plain(doc.title), text: plain(doc.text) }));
  titles = new MiniSearch(options);
  titles.addAll(sections.map(({ id, title }) => ({ id, title, text: "" })));
  postMessage({ type: 1 });
  const whole = new MiniSearch(options);
  await whole.addAllAsync(sections, { chunkSize: 100 });
  everything = whole;
  if (asked) postMessage({ type: 3, data: { items: find(asked) } });
}

/** The sections that hold most words of a query, in groups of a page, the best page first. */
function find(query) {
  const engine = everything || titles;
  const words = query.split(/[\s\p{P}]+/u).filter((word) => word && !SMALL.has(word.toLowerCase()));
  const hits = engine.search(words.length ? words.join(" ") : query);
  // A section with all the words comes before one with a single word many times.
  const share = (hit) => hit.score * (hit.queryTerms.length / Math.max(words.length, 1)) ** 2;
  hits.sort((a, b) => share(b) - share(a));
  const pages = new Map();
  for (const hit of hits) {
    const page = sections[hit.id].location.split("#")[0];
    const parts = pages.get(page);
    if (!parts && pages.size < MOST_PAGES) pages.set(page, [hit]);
    else if (parts?.length < MOST_PARTS) parts.push(hit);
  }
  return [...pages].map(([page, found]) => {
    const items = found.map(shown);
    // A group needs its page, which tells what the sections belong to.
    if (!items.some((item) => item.location === page)) items.unshift(head(page, items[0]));
    return items;
  });
}

const head = (page, best) => ({ location: page, title: escaped(pageTitle(page)), text: "", score: best.score, terms: best.terms });
const pageTitle = (page) => (sections.find(({ location }) => location === page) || { title: page }).title;

/** A hit as the dialog shows it. */
function shown(hit) {
  const { location, title, text } = sections[hit.id];
  // Every word that begins with one of these was found; a misspelled one is found by what it was taken for.
  const found = [...hit.queryTerms, ...hit.terms.filter((term) => !hit.queryTerms.some((word) => term.startsWith(word))).slice(0, 5)];
  return {
    location,
    title: marked(title, found),
    text: hit.terms.some((term) => hit.match[term].includes("text")) ? teaser(text, found) : "",
    score: hit.score,
    terms: Object.fromEntries(hit.queryTerms.map((word) => [word, true])),
  };
}

/** The piece of a text around the first of these words. */
function teaser(text, words) {
  const at = Math.max(text.search(anyOf(words)), 0);
  const start = at < TEASER / 3 ? 0 : text.lastIndexOf(" ", at - TEASER / 4) + 1;
  const piece = text.slice(start, start + TEASER);
  return `${start ? "… " : ""}${marked(piece, words)}${start + TEASER < text.length ? " …" : ""}`;
}

const anyOf = (words) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map((w) => w.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|")})[\\p{L}\\p{N}]*`, "giu");
const marked = (text, words) => {
  let html = "";
  let end = 0;
  for (const found of text.matchAll(anyOf(words))) {
    html += `${escaped(text.slice(end, found.index))}<mark data-md-highlight>${escaped(found[0])}</mark>`;
    end = found.index + found[0].length;
  }
  return html + escaped(text.slice(end));
};

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };
const plain = (html) => html.replace(/<[^>]+>/g, " ").replace(/&(lt|gt|amp|quot|#39);/g, (_, name) => ENTITIES[name]).replace(/\s+/g, " ").trim();
const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
