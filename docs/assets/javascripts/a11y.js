// What the keyboard and a screen reader need that markup alone cannot give.
(() => {
  const article = document.querySelector("article.md-content__inner");

  // 1. Wide tables and code scroll inside their own box, which can be focused while there is something to scroll.
  const names = new Map();
  const nameFor = (box, kind) => {
    const headings = [...article.querySelectorAll("h1, h2, h3")];
    const above = headings.filter((h) => h.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
    const title = above ? above.textContent.replace(/#$/, "").trim() : document.title;
    const name = `${kind}: ${title}`;
    names.set(name, (names.get(name) ?? 0) + 1);
    return names.get(name) > 1 ? `${name} (${names.get(name)})` : name;
  };
  const scrollers = [];
  article?.querySelectorAll("table:not([class])").forEach((table) => {
    if (table.closest(".table-wrap")) return;
    const box = document.createElement("div");
    box.className = "table-wrap";
    table.replaceWith(box);
    box.append(table);
  });
  article?.querySelectorAll(".table-wrap").forEach((box) => scrollers.push([box, "Table"]));
  article?.querySelectorAll("pre").forEach((box) => scrollers.push([box, "Code"]));
  for (const [box, kind] of scrollers) {
    const name = box.getAttribute("aria-label") ?? nameFor(box, kind);
    const settle = () => {
      const scrolls = box.scrollWidth > box.clientWidth + 1;
      for (const [key, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", name]]) {
        if (scrolls) box.setAttribute(key, value);
        else box.removeAttribute(key);
      }
    };
    new ResizeObserver(settle).observe(box);
    settle();
  }

  // 2. The header's buttons work Material's hidden check boxes, and tell their state. Escape shuts the drawer.
  document.querySelectorAll("button[data-toggle]").forEach((button) => {
    const toggle = document.getElementById(button.dataset.toggle);
    const drawer = toggle.id === "__drawer";
    button.addEventListener("click", () => {
      toggle.click();
      if (drawer) document.querySelector("a.g-drawer__link")?.focus();
      else document.querySelector(".md-search__input")?.focus();
    });
    toggle.addEventListener("change", () => button.setAttribute("aria-expanded", String(toggle.checked)));
    if (!drawer) return;
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !toggle.checked) return;
      toggle.click();
      button.focus();
    });
  });

  // 3. On a phone the contents close when one is chosen.
  const contents = document.getElementById("g-contents");
  contents?.addEventListener("click", (event) => {
    if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
  });
})();
