// A button on each code block that copies it.
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("article.md-content__inner .highlight").forEach((block) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "g-copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("code").textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    block.append(button);
  });
})();
