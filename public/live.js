// Keeps the page true under a translator. We ask translators to keep off; those that do not listen put a <font> in the place of
// every text, and what the app then writes into its own text, or puts beside it, is seen by nobody: numbers stand still and say
// nothing. So an empty text stays where it was, next to its <font>; when the app changes it or takes it away, the <font> goes.
const fonts = new WeakMap(), known = new WeakSet();
const app = document.getElementById('app');

function restore(text) {
  fonts.get(text)?.remove();
  fonts.delete(text);
}

function swapped(text, font, changed) {
  known.add(font);
  // Changed since it was taken: then the translation is old already.
  if (changed) return font.replaceWith(text);
  fonts.set(text, font);
  font.after(text);
  text.data = '';
}

const observer = new MutationObserver(records => {
  const changed = new Set(records.filter(({ type }) => type === 'characterData').map(({ target }) => target));
  for (const { type, target, removedNodes, addedNodes, previousSibling, nextSibling } of records) {
    if (type === 'characterData') restore(target);
    for (const text of removedNodes) {
      if (!(text instanceof Text) || text.isConnected) continue;
      // A known <font> stands for another text, or it was the app that took this one away.
      const font = !fonts.has(text) && [...addedNodes, previousSibling, nextSibling].find(node => node?.nodeName === 'FONT' && node.isConnected && !known.has(node));
      if (font) swapped(text, font, changed.has(text));
      else restore(text);
    }
  }
  // What is left is our own doing.
  observer.takeRecords();
});
observer.observe(app, { childList: true, characterData: true, subtree: true });
