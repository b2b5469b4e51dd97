// Stands before Material's search worker (`?engine=workers/...js`, beside this file) and loads it at the first message,
// which comes once the index is there: see search-when-asked.js.
addEventListener("message", function first(event) {
  event.stopImmediatePropagation();
  removeEventListener("message", first);
  importScripts(new URL(new URL(location.href).searchParams.get("engine"), location.href).href);
  tellNodesApart(self.lunr.TokenSet.prototype);
  dispatchEvent(new MessageEvent("message", { data: event.data }));
});

// Lunr 2.3.9 joins nodes of its word list whose descriptions are equal, and writes a description as letter after number
// with nothing between: a letter that is a digit runs into the number before it. Two unlike nodes then become one, and a
// word that nobody wrote ends the search with an error. With marks between them no two descriptions are alike.
function tellNodesApart(node) {
  node.toString = function () {
    this._str ||= (this.final ? "1" : "0") + Object.keys(this.edges).sort().map((letter) => ` ${letter} ${this.edges[letter].id}`).join("");
    return this._str;
  };
}
