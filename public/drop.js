// Files dropped on the page are handed to the app (src/ui/shell.rs). Left alone the browser would open them in the place of the
// page; the same goes for links dropped beside a field. Words dropped into a field are the browser's own matter.
const root = document.documentElement;
const files = event => event.dataTransfer?.types.includes('Files');
const field = event => event.target instanceof Element && event.target.closest('input:not([type=file]), textarea');

addEventListener('dragover', event => {
  // The plan moves its posts this way.
  if (event.defaultPrevented) return;
  if (files(event)) {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    root.dataset.drop = '';
  } else if (!field(event)) {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  }
});
// Without a next element the pointer has left the page.
addEventListener('dragleave', event => { if (!event.relatedTarget) delete root.dataset.drop; });
addEventListener('drop', event => {
  delete root.dataset.drop;
  if (event.defaultPrevented) return;
  if (!files(event)) {
    if (!field(event)) event.preventDefault();
    return;
  }
  event.preventDefault();
  const [dropped] = event.dataTransfer.files;
  if (dropped && !('stopped' in root.dataset)) dispatchEvent(new CustomEvent('planerka:file', { detail: dropped }));
});
