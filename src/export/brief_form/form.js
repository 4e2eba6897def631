'use strict';
(() => {
  const words = document.body.dataset;
  const form = document.getElementById('brief');
  const says = document.getElementById('says');
  const meter = document.getElementById('meter');
  const plain = document.getElementById('plain');
  const controls = () => [...form.elements].filter((e) => e.name);
  const value = (e) => {
    if (e.type === 'checkbox' || e.type === 'radio') return e.checked ? e.value : '';
    return e.value;
  };

  // Autosave is a convenience: a browser that allows none must not stop the form.
  const restore = () => {
    let saved = null;
    try { saved = JSON.parse(localStorage.getItem(words.key)); } catch { return; }
    if (!saved || typeof saved !== 'object') return;
    for (const e of controls()) {
      if (!Object.prototype.hasOwnProperty.call(saved, e.name)) continue;
      const v = String(saved[e.name]);
      if (e.type === 'checkbox' || e.type === 'radio') e.checked = e.value === v;
      else e.value = v;
    }
  };
  const keep = () => {
    const all = {};
    for (const e of controls()) {
      if (e.type === 'radio' && !e.checked) continue;
      all[e.name] = value(e);
    }
    try { localStorage.setItem(words.key, JSON.stringify(all)); } catch { /* see above */ }
  };

  const lines = (text) => text.split('\n').map((s) => s.trim()).filter(Boolean);
  const answers = () => {
    const out = {};
    const rows = new Map();
    for (const e of controls()) {
      const v = value(e).trim();
      if (!v) continue;
      const [field, row, column] = e.name.split('.');
      if (column) {
        const at = field + '.' + row;
        if (!rows.has(at)) {
          rows.set(at, {});
          (out[field] = out[field] || []).push(rows.get(at));
        }
        rows.get(at)[column] = v;
      } else if (e.dataset.kind === 'lines') out[field] = lines(v);
      else if (e.dataset.kind === 'flag') out[field] = true;
      else out[field] = v;
    }
    return out;
  };
  const shown = (e) => {
    if (e.tagName === 'SELECT') return e.selectedIndex > 0 ? e.options[e.selectedIndex].text : '';
    if (e.type === 'checkbox' || e.type === 'radio') return e.checked ? e.parentElement.textContent.trim() : '';
    return e.value.trim();
  };
  const asText = () => {
    const parts = [document.title];
    for (const q of form.querySelectorAll('[data-q]')) {
      const rows = [...q.querySelectorAll('tbody tr')];
      const said = rows.length
        ? rows.map((r) => [...r.querySelectorAll('[name]')].map(shown).filter(Boolean).join(', '))
        : [...q.querySelectorAll('[name]')].map(shown);
      const text = said.filter(Boolean).join('\n');
      if (text) parts.push(q.dataset.q + '\n' + text);
    }
    return parts.join('\n\n');
  };

  const grow = (e) => {
    if (e.tagName !== 'TEXTAREA' || CSS.supports('field-sizing', 'content')) return;
    e.style.height = 'auto';
    e.style.height = e.scrollHeight + 2 + 'px';
  };
  const count = () => {
    const all = [...form.querySelectorAll('[data-q]')];
    const done = all.filter((q) => [...q.querySelectorAll('[name]')].some((e) => value(e).trim()));
    meter.textContent = words.progress.replace('{n}', String(done.length)).replace('{of}', String(all.length));
  };

  let timer = 0;
  form.addEventListener('input', (event) => {
    grow(event.target);
    count();
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('pagehide', keep);

  document.getElementById('save').addEventListener('click', () => {
    keep();
    const file = { format: 'planerka-brief', schema: 1, project: words.project, tag: words.tag, answers: answers() };
    const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = words.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    says.textContent = words.saved;
  });
  document.getElementById('copy').addEventListener('click', async () => {
    plain.value = asText();
    try {
      await navigator.clipboard.writeText(plain.value);
      says.textContent = words.copied;
    } catch {
      plain.hidden = false;
      plain.focus();
      plain.select();
      says.textContent = words.copy;
    }
  });

  restore();
  count();
  controls().forEach(grow);
})();
