// Folded answers: open or close all, open the fold that an address points into, print with or without answers.
// Material's own fold script opens every fold for print, so its content component is not mounted (overrides/main.html).
(() => {
  const article = document.querySelector("article.md-content__inner");
  if (!article) return;

  /** Every answer that "open all" is about: not a checklist's one-line reasons. */
  const answers = () => [...article.querySelectorAll("details:not(.why)")];

  /** Opens the folds around the element that the address names, then brings it into view. */
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target || !article.contains(target)) return;
    let opened = false;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      opened ||= !fold.open;
      fold.open = true;
    }
    if (opened) target.scrollIntoView();
  };

  const actions = {
    "open-all": () => answers().forEach((fold) => { fold.open = true; }),
    "close-all": () => answers().forEach((fold) => { fold.open = false; }),
    print: () => window.print(),
    "print-answers": () => {
      const closed = answers().filter((fold) => !fold.open);
      closed.forEach((fold) => { fold.open = true; });
      addEventListener("afterprint", () => closed.forEach((fold) => { fold.open = false; }), { once: true });
      window.print();
    },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    if (button && Object.hasOwn(actions, button.dataset.action)) actions[button.dataset.action]();
  });
  addEventListener("hashchange", reveal);
  article.querySelectorAll(".q-actions[hidden]").forEach((bar) => { bar.hidden = false; });
  reveal();
})();
