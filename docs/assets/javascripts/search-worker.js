// Stands before Material's search worker (`?engine=workers/...js`, beside this file) and loads it at the first message,
// which comes once the index is there: see search-when-asked.js.
addEventListener("message", function first(event) {
  event.stopImmediatePropagation();
  removeEventListener("message", first);
  importScripts(new URL(new URL(location.href).searchParams.get("engine"), location.href).href);
  dispatchEvent(new MessageEvent("message", { data: event.data }));
});
