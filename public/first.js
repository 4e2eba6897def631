// Runs before the first paint, so that the page never flashes in the wrong language or theme.
// The app writes these choices; the page only reads them.
(function () {
  var prefs = {};
  // Storage may be forbidden, and its content is not to be trusted.
  try { prefs = JSON.parse(localStorage.getItem('planerka/prefs')) || {}; } catch (e) { /* the defaults will do */ }

  var lang = prefs.lang;
  if (lang !== 'ru' && lang !== 'en') {
    // Languages whose readers as a rule read Russian more easily than English.
    var russian = /^(ru|be|kk|uk|ky|uz|tg|tk|hy|az|ka|mo)\b/i;
    var known = (navigator.languages || [navigator.language || '']).filter(function (l) {
      return russian.test(l) || /^en\b/i.test(l);
    });
    lang = known.length && russian.test(known[0]) ? 'ru' : 'en';
  }

  var root = document.documentElement;
  root.lang = lang;
  root.dataset.theme = prefs.theme === 'light' || prefs.theme === 'dark' ? prefs.theme : 'system';
  document.title = lang === 'ru' ? 'Планёрка' : 'Planerka';
})();
