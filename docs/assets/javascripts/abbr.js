// An abbreviation's expansion on hover, on focus and at a tap. The title attribute alone serves only a mouse.
// The first use of each on the page can be focused; more would bury the links in tab stops.
(() => {
  const article = document.querySelector("article.md-content__inner");
  const terms = article ? [...article.querySelectorAll("abbr[title]")] : [];
  if (!terms.length) return;

  const tip = document.createElement("div");
  tip.id = "g-tip";
  tip.className = "g-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);

  let shown = null;
  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  };
  const show = (term) => {
    if (shown === term) return;
    hide();
    shown = term;
    tip.textContent = term.dataset.title;
    tip.hidden = false;
    term.setAttribute("aria-describedby", tip.id);
    const box = term.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
    const above = box.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(12, left) + scrollX}px`;
    tip.style.top = `${(above > 60 ? above : box.bottom + 6) + scrollY}px`;
  };

  const seen = new Set();
  for (const term of terms) {
    term.dataset.title = term.title;
    term.removeAttribute("title");
    // Inside a link or a summary the term is already part of something that takes focus.
    if (!seen.has(term.dataset.title) && !term.closest("a, summary, label, button")) {
      seen.add(term.dataset.title);
      term.tabIndex = 0;
      term.classList.add("first");
    }
  }
  const termOf = (event) => event.target instanceof Element ? event.target.closest("abbr[data-title]") : null;
  article.addEventListener("pointerover", (event) => { const term = termOf(event); if (term) show(term); });
  article.addEventListener("pointerout", (event) => { if (event.pointerType === "mouse" && termOf(event)) hide(); });
  article.addEventListener("focusin", (event) => { const term = termOf(event); if (term) show(term); });
  article.addEventListener("focusout", hide);
  document.addEventListener("click", (event) => { const term = termOf(event); if (term) show(term); else hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("beforeprint", hide);
})();
