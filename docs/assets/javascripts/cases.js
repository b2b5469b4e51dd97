// Filters and sorts a table of write-ups in place. What is chosen stands in the address, so that a view can be shared.
// Without this script the table is complete, in the order of the page.
(() => {
  const view = document.querySelector(".cases-view:has(> .cases-labels)");
  if (!view) return;

  const labels = JSON.parse(view.querySelector(".cases-labels").textContent);
  const table = view.querySelector("table");
  const body = table.tBodies[0];
  const names = { topic: "Topic", question: "Question", step: "Step", company: "Company", industry: "Industry", kind: "Kind", year: "Year" };
  const fields = Object.keys(labels);
  const rows = [...body.rows].map((row, place) => ({
    row,
    place,
    words: row.textContent.toLowerCase(),
    ...Object.fromEntries(fields.map((f) => [f, (row.dataset[f] || "").split(" ")])),
  }));

  const form = document.createElement("form");
  form.className = "cases-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Filter the write-ups");

  /** A labeled control of the form. */
  const control = (name, label, element) => {
    const wrap = document.createElement("label");
    wrap.append(label, element);
    element.name = name;
    form.append(wrap);
    return element;
  };
  const words = control("words", "Words", Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" }));
  const selects = fields.map((field) => {
    const count = new Map();
    rows.forEach((r) => r[field].forEach((id) => count.set(id, (count.get(id) || 0) + 1)));
    const options = labels[field].map(([id, label]) => new Option(`${label} (${count.get(id) || 0})`, id));
    const select = control(field, names[field], document.createElement("select"));
    select.append(new Option("Any", ""), ...options);
    return select;
  });
  const said = Object.assign(document.createElement("output"), { className: "cases-count" });
  const clear = Object.assign(document.createElement("button"), { type: "reset", textContent: "Clear" });
  form.append(said, clear);
  view.before(form);

  const keys = { "Write-up": "title", Company: "company", Year: "year", Kind: "kind" };
  const text = (r, column) => r.row.cells[column].textContent.trim();
  const alphabet = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  let sort = "";
  const heads = [...table.tHead.rows[0].cells].map((head, column) => {
    const key = keys[head.textContent];
    if (!key) return null;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const first = key === "year" ? `-${key}` : key;
      const second = key === "year" ? key : `-${key}`;
      sort = sort === first ? second : sort === second ? "" : first;
      order();
      remember();
    });
    return { head, key, column };
  }).filter(Boolean);

  /** Puts the rows in the order asked for; without one, in the page's own. Undated rows come last. */
  const order = () => {
    const by = heads.find((h) => h.key === sort.replace("-", ""));
    const way = sort.startsWith("-") ? -1 : 1;
    heads.forEach((h) => {
      if (h === by) h.head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      else h.head.removeAttribute("aria-sort");
    });
    const key = by && new Map(rows.map((r) => [r, text(r, by.column)]));
    const compare = (a, b) => {
      if (!by) return a.place - b.place;
      const [x, y] = [key.get(a), key.get(b)];
      if (!x || !y) return !x - !y || a.place - b.place;
      return way * alphabet.compare(x, y) || a.place - b.place;
    };
    body.append(...[...rows].sort(compare).map((r) => r.row));
  };

  const show = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = selects.filter((s) => s.value).map((s) => [s.name, s.value]);
    let left = 0;
    rows.forEach((r) => {
      const fits = chosen.every(([f, id]) => r[f].includes(id)) && wanted.every((w) => r.words.includes(w));
      r.row.hidden = !fits;
      left += fits;
    });
    said.textContent = left ? `${left} of ${rows.length}` : `None of ${rows.length}: take a filter away`;
    clear.disabled = !chosen.length && !wanted.length;
  };

  const remember = () => {
    const address = new URL(location);
    [words, ...selects].forEach((c) => (c.value ? address.searchParams.set(c.name, c.value) : address.searchParams.delete(c.name)));
    if (sort) address.searchParams.set("sort", sort);
    else address.searchParams.delete("sort");
    history.replaceState(history.state, "", address);
  };
  const recall = () => {
    const asked = new URL(location).searchParams;
    [words, ...selects].forEach((c) => {
      c.value = asked.get(c.name) || "";
      if (c.value !== (asked.get(c.name) || "")) c.value = ""; // an id that no row has
    });
    sort = asked.get("sort") || "";
    if (!heads.some((h) => h.key === sort.replace("-", ""))) sort = "";
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { show(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { show(); remember(); words.focus(); }));
  addEventListener("popstate", () => { recall(); order(); show(); });
  recall();
  if (sort) order();
  show();
})();
