// Material asks for its whole search index on every page. This holds that one request back until search is used, and
// search-worker.js does the same for the engine. It runs before Material's bundle, whose only use of XMLHttpRequest
// for this address it waits on.
(() => {
  const asked = new Promise((resolve) => {
    // An address with a query in it (?q= or ?h=) uses search at once.
    if (/[?&][qh]=/.test(location.search)) resolve();
    addEventListener("focusin", function ready(event) {
      if (!event.target.matches?.("[data-md-component=search-query]")) return;
      removeEventListener("focusin", ready);
      resolve();
    });
  });
  const { open, send } = XMLHttpRequest.prototype;
  const held = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (String(url).endsWith("search/search_index.json")) held.add(this);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (held.has(this)) asked.then(() => send.call(this, body));
    else send.call(this, body);
  };
})();
