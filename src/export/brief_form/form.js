(() => {
  const { words, by, grow } = page;
  const form = by('brief');
  const controls = () => [...form.elements].filter((e) => e.name);
  const value = (e) => {
    if (e.type === 'checkbox' || e.type === 'radio') return e.checked ? e.value : '';
    return e.value;
  };

  const restore = () => {
    const saved = page.recall();
    if (!saved) return;
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
    page.remember(all);
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

  const count = () => {
    const all = [...form.querySelectorAll('[data-q]')];
    const done = all.filter((q) => [...q.querySelectorAll('[name]')].some((e) => value(e).trim()));
    by('meter').textContent = page.fill(words.progress, { n: done.length, of: all.length });
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

  by('save').addEventListener('click', () => {
    keep();
    const file = { format: 'planerka-brief', schema: 1, project: words.project, tag: words.tag, answers: answers() };
    page.save(JSON.stringify(file, null, 2));
  });
  by('copy').addEventListener('click', () => page.copy(asText()));

  restore();
  count();
  controls().forEach(grow);
})();
