'use strict';
// What pages that people fill in offline do alike; the page's own script follows.
const page = (() => {
  const words = document.body.dataset;
  const by = (id) => document.getElementById(id);
  const says = by('says');

  // What the page remembers is a convenience: a browser that allows none must not stop it.
  const recall = () => {
    try {
      const saved = JSON.parse(localStorage.getItem(words.key));
      return saved && typeof saved === 'object' ? saved : null;
    } catch { return null; }
  };
  const remember = (state) => {
    try {
      localStorage.setItem(words.key, JSON.stringify(state));
      return true;
    } catch { return false; }
  };
  const grow = (area) => {
    if (area.tagName !== 'TEXTAREA' || CSS.supports('field-sizing', 'content')) return;
    area.style.height = 'auto';
    area.style.height = area.scrollHeight + 2 + 'px';
  };
  const fill = (text, values) => Object.entries(values).reduce((out, [name, value]) => out.replace('{' + name + '}', () => String(value)), text);
  const save = (text) => {
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = words.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    says.textContent = fill(words.saved, { name: words.file });
  };
  // Where the clipboard is out of reach the text is shown, chosen, to be copied by hand.
  const copy = async (text) => {
    const plain = by('plain');
    plain.value = text;
    try {
      await navigator.clipboard.writeText(text);
      says.textContent = words.copied;
    } catch {
      plain.hidden = false;
      plain.focus();
      plain.select();
      says.textContent = words.copy;
    }
  };
  return { words, by, says, recall, remember, grow, fill, save, copy };
})();
