// Stands at the end of the page. Everything but the first screen is asked for once that has been painted: the browser would
// otherwise read, compile and lay out for the app while somebody waits for the first words. FILES is filled in by finish.mjs.
(function () {
  var asked = false;
  function ask() {
    if (asked) return;
    asked = true;
    var files = FILES, half = files.length >> 1;
    files.slice(0, half).forEach(bring);
    // On a slow machine all at once would be one long task.
    setTimeout(function () { files.slice(half).forEach(bring); });
  }
  function bring(file) {
    if (file.fetch) {
      // boot.js takes it from here. A preload with a checksum would be fetched twice by some browsers.
      window.planerkaWasm = fetch(file.fetch, { integrity: file.integrity });
      return window.planerkaWasm.catch(function () {});
    }
    var node = document.createElement(file.src ? 'script' : 'link');
    for (var name in file) node.setAttribute(name, file[name]);
    // boot.js may come too late to hear of the sheet.
    node.onerror = file.src ? lost : function () { this.dataset.lost = ''; };
    document.head.append(node);
  }
  // Without boot.js nobody else could say so. What the service worker holds may be the cause: the next look is at the host.
  function lost() {
    document.documentElement.dataset.lost = '';
    try {
      navigator.serviceWorker.getRegistration().then(function (one) { return one && one.unregister(); }).catch(function () {});
    } catch (e) { /* there is none */ }
  }
  setTimeout(function () { document.documentElement.dataset.waits = ''; }, 300);
  // A page in the background is not painted, and a slow machine shall not wait for its frame for ever.
  if (document.hidden) return ask();
  requestAnimationFrame(function () { setTimeout(ask); });
  setTimeout(ask, 500);
})();
