// Keeps the page true under a translator. We ask translators to keep off; those that do not listen put a <font> in the place of
// every text, and what the app then writes into its own text is seen by nobody: numbers stand still and say nothing. So we
// remember which text a <font> stands for, and when the app changes that text we put it back. The translator may take it again.
const stood = new WeakMap();

const changed = new MutationObserver(records => {
  for (const { target: text } of records) {
    const font = stood.get(text);
    if (font?.isConnected && !text.isConnected) font.replaceWith(text);
  }
});

const swapped = new MutationObserver(records => {
  for (const { removedNodes, addedNodes, previousSibling, nextSibling } of records) {
    for (const text of removedNodes) {
      if (!(text instanceof Text) || text.isConnected) continue;
      const font = [...addedNodes, previousSibling, nextSibling].find(node => node?.nodeName === 'FONT');
      if (!font) continue;
      stood.set(text, font);
      changed.observe(text, { characterData: true });
    }
  }
});

swapped.observe(document.getElementById('app'), { childList: true, subtree: true });
