// Every page starts this worker; the engine comes with the first message, the index of a reader who searches.
addEventListener("message", function first({ data }) {
  removeEventListener("message", first);
  importScripts("vendor/minisearch.js", "search-engine.js");
  dispatchEvent(new MessageEvent("message", { data }));
});
