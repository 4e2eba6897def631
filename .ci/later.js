// Stands at the end of the page. Everything but the first screen is asked for once that has been painted: the browser would
// otherwise read, compile and lay out for the app while somebody waits for the first words. FILES is filled in by finish.mjs.
(function () {
  var asked = false;
  function ask() {
    if (asked) return;
    asked = true;
    FILES.forEach(function (file) {
      var node = document.createElement(file.src ? 'script' : 'link');
      for (var name in file) node.setAttribute(name, file[name]);
      document.head.append(node);
    });
  }
  setTimeout(function () { document.documentElement.dataset.waits = ''; }, 300);
  // A page in the background is not painted, and a slow machine shall not wait for its frame for ever.
  if (document.hidden) return ask();
  requestAnimationFrame(function () { setTimeout(ask); });
  setTimeout(ask, 500);
})();
