(() => {
  const { words, by, says, grow } = page;
  const form = by('answers');
  const items = [...form.querySelectorAll('.decide')].map((box) => ({
    box,
    card: box.closest('.card'),
    radios: [...box.querySelectorAll('input')],
    text: box.querySelector('textarea'),
    error: box.querySelector('.error'),
    at: '',
    wordy: false,
  }));
  const name = by('name'), whole = by('whole'), open = by('open');
  let wholeAt = '', kept = false, dirty = false, timer = 0;
  document.documentElement.classList.add('js');

  const two = (n) => String(n).padStart(2, '0');
  const stamp = () => {
    const d = new Date();
    return d.getFullYear() + '-' + two(d.getMonth() + 1) + '-' + two(d.getDate()) + 'T' + two(d.getHours()) + ':' + two(d.getMinutes());
  };
  const verdict = (item) => (item.radios.find((r) => r.checked) || { value: '' }).value;
  const lacks = (item) => verdict(item) !== 'approve' && !item.text.value.trim();
  const answered = (item) => verdict(item) !== '' && !lacks(item);

  // What the page remembers is a convenience: where the browser allows none, the client is told so.
  const state = () => ({
    name: name.value,
    whole: [whole.value, wholeAt],
    items: Object.fromEntries(items.filter((i) => verdict(i) || i.text.value).map((i) => [i.box.dataset.subject, [verdict(i), i.text.value, i.at]])),
  });
  const keep = () => {
    clearTimeout(timer);
    kept = page.remember(state());
    by('nokeep').hidden = kept;
  };
  const restore = () => {
    const saved = page.recall();
    if (!saved) return;
    name.value = String(saved.name || '');
    if (Array.isArray(saved.whole)) [whole.value, wholeAt] = saved.whole.map(String);
    for (const item of items) {
      const had = Object.prototype.hasOwnProperty.call(saved.items || {}, item.box.dataset.subject) && saved.items[item.box.dataset.subject];
      if (!Array.isArray(had)) continue;
      for (const radio of item.radios) radio.checked = radio.value === had[0];
      item.text.value = String(had[1] || '');
      item.at = String(had[2] || '');
    }
  };

  const show = (item) => {
    item.box.dataset.verdict = verdict(item);
    // An approval seldom needs words: room for them comes when it is asked for.
    item.box.classList.toggle('has-words', item.wordy || item.text.value !== '');
    item.text.required = ['change', 'comment'].includes(verdict(item));
    item.box.classList.toggle('is-answered', answered(item));
    if (item.card) item.card.classList.toggle('is-answered', answered(item));
    if (!lacks(item) || !verdict(item)) blame(item.text, item.error, '');
    grow(item.text);
  };
  const blame = (control, error, text) => {
    error.textContent = text;
    error.hidden = !text;
    if (text) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  };
  const count = () => {
    const done = items.filter(answered).length;
    by('meter').textContent = page.fill(words.progress, { n: done, of: items.length });
    by('bar').max = Math.max(items.length, 1);
    by('bar').value = done;
    if (open) by('left').textContent = page.fill(words.left, { n: items.filter((i) => i.card && !answered(i)).length });
  };

  // Only when it is asked for: nothing may go from under the pointer because it was answered.
  const filter = () => {
    let left = 0;
    for (const item of items) {
      if (!item.card) continue;
      item.card.hidden = open.checked && answered(item);
      if (!item.card.hidden) left += 1;
    }
    for (const week of form.querySelectorAll('.week')) week.hidden = !week.querySelector('.card:not([hidden])');
    by('none').hidden = left > 0;
  };

  const changed = () => {
    dirty = true;
    says.textContent = '';
    count();
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
  };
  for (const item of items) {
    const touched = () => {
      item.at = stamp();
      show(item);
      changed();
    };
    item.box.addEventListener('input', touched);
    item.box.querySelector('.add').addEventListener('click', () => {
      item.wordy = true;
      show(item);
      item.text.focus();
    });
    item.box.querySelector('.undo').addEventListener('click', () => {
      for (const radio of item.radios) radio.checked = false;
      item.text.value = '';
      item.wordy = false;
      touched();
      item.at = '';
      item.radios[0].focus();
    });
  }
  name.addEventListener('input', () => {
    blame(name, by('name-error'), '');
    changed();
  });
  whole.addEventListener('input', () => {
    wholeAt = stamp();
    grow(whole);
    changed();
  });
  if (open) open.addEventListener('change', filter);

  by('next').addEventListener('click', () => {
    const here = document.activeElement;
    const left = items.filter((i) => !answered(i));
    const after = left.find((i) => !i.box.contains(here) && here.compareDocumentPosition(i.box) & Node.DOCUMENT_POSITION_FOLLOWING);
    // The button itself stands behind everything.
    const from = here === by('next') || !form.contains(here) ? left.find((i) => i.box.getBoundingClientRect().top > innerHeight / 3) : after;
    const item = from || left[0];
    if (!item) {
      by('end').scrollIntoView();
      by('end').querySelector('h2').focus({ preventScroll: true });
      return;
    }
    (item.card || item.box).scrollIntoView();
    (item.radios.find((r) => r.checked) || item.radios[0]).focus({ preventScroll: true });
  });

  const sound = () => {
    let first = null;
    for (const item of items) {
      const bad = verdict(item) !== '' && lacks(item);
      blame(item.text, item.error, bad ? words.need : '');
      if (bad && item.card && item.card.hidden) { open.checked = false; filter(); }
      if (bad && !first) first = item.text;
    }
    const nameless = !name.value.trim();
    blame(name, by('name-error'), nameless ? words.who : '');
    if (!first && nameless) first = name;
    if (first) {
      first.focus();
      return false;
    }
    if (!items.some(answered) && !whole.value.trim()) {
      says.textContent = words.nothing;
      return false;
    }
    return true;
  };
  const file = () => {
    const one = (subject, title, verdict, comment, shown, at) => ({ subject, title, verdict, comment, shown, date: at.slice(0, 10), time: at.slice(11) });
    const decisions = items.filter(answered).map((i) => one(i.box.dataset.subject, i.box.dataset.title, verdict(i), i.text.value.trim(), i.box.dataset.shown, i.at));
    if (whole.value.trim()) decisions.push(one('document', words.project, 'comment', whole.value.trim(), '', wholeAt));
    return JSON.stringify({ format: 'planerka-decisions', version: 1, origin: words.origin, tag: words.tag, project: words.project, date: stamp().slice(0, 10), name: name.value.trim(), decisions }, null, 2);
  };
  by('save').addEventListener('click', () => {
    keep();
    if (!sound()) return;
    dirty = false;
    page.save(file());
  });
  by('copy').addEventListener('click', () => {
    keep();
    if (!sound()) return;
    dirty = false;
    page.copy(file());
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('pagehide', keep);
  addEventListener('beforeunload', (event) => {
    if (dirty) keep();
    if (!dirty || kept) return;
    event.preventDefault();
    event.returnValue = '';
  });

  restore();
  keep();
  items.forEach(show);
  grow(whole);
  count();
})();
