// Ticks that stay: one key in localStorage for each item's id, so they outlive edits of the text and are the same on
// every page that shows the item. Without this script the boxes tick, and are forgotten.
(() => {
  const boxes = [...document.querySelectorAll("li[data-item] input[type=checkbox]")];
  if (!boxes.length) return;

  const PREFIX = "mlsd:tick:";
  const itemOf = (box) => box.closest("li[data-item]").dataset.item;

  // A browser may refuse storage (private windows, blocked cookies): then ticks last as long as the page.
  const memory = new Map();
  const store = {
    get(id) { try { return localStorage.getItem(PREFIX + id) !== null; } catch { return memory.has(id); } },
    set(id, ticked) {
      try {
        if (ticked) localStorage.setItem(PREFIX + id, "1");
        else localStorage.removeItem(PREFIX + id);
      } catch {
        if (ticked) memory.set(id, true);
        else memory.delete(id);
      }
    },
  };

  /** Shows one item's tick wherever it stands on this page. */
  const show = (id, ticked) => boxes.forEach((box) => { if (itemOf(box) === id) box.checked = ticked; });

  const bars = [...document.querySelectorAll(".checklist-progress")].map((bar) => {
    const list = document.querySelector(`[data-checklist="${CSS.escape(bar.dataset.for)}"]`);
    const ids = [...list.querySelectorAll("li[data-item]")].map((item) => item.dataset.item);
    const progress = bar.querySelector("progress");
    const said = bar.querySelector(".checklist-count");
    const reset = bar.querySelector(".checklist-reset");
    const undo = document.createElement("button");
    undo.type = "button";
    undo.textContent = "Undo";
    undo.hidden = true;
    reset.after(undo);
    said.setAttribute("role", "status");
    let cleared = [];

    const put = (ticked) => {
      cleared.forEach((id) => { store.set(id, ticked); show(id, ticked); });
      refresh();
    };
    reset.addEventListener("click", () => {
      cleared = ids.filter(store.get);
      if (!cleared.length) return;
      put(false);
      said.textContent = `${cleared.length} cleared`;
      undo.hidden = false;
    });
    undo.addEventListener("click", () => {
      put(true);
      reset.focus();
    });
    bar.hidden = false;
    return () => {
      undo.hidden = true;
      const ticked = ids.filter(store.get).length;
      progress.max = ids.length;
      progress.value = ticked;
      said.textContent = `${ticked} of ${ids.length}`;
    };
  });
  const refresh = () => bars.forEach((count) => count());

  boxes.forEach((box) => {
    box.checked = store.get(itemOf(box));
    box.addEventListener("change", () => {
      store.set(itemOf(box), box.checked);
      show(itemOf(box), box.checked);
      refresh();
    });
  });
  // Another tab ticked something, or cleared all.
  addEventListener("storage", (event) => {
    if (event.key && !event.key.startsWith(PREFIX)) return;
    boxes.forEach((box) => { box.checked = store.get(itemOf(box)); });
    refresh();
  });
  refresh();
})();
