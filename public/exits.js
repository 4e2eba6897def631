// The ways a text leaves as a file: a download, the share sheet of the system, a copy of the words. Windows that other apps open
// for links, and apps on the home screen of an iPhone, swallow downloads without a word, so there is always another way. The app
// calls these by name (src/platform/exits.rs); the rescue screen uses them where WebAssembly does not run.
const { userAgent } = navigator;
const IOS = /\b(iPhone|iPad|iPod)\b/.test(userAgent);
const APPS = /\b(Instagram|FBAN|FBAV|FB_IAB|Telegram-Android|VKAndroidApp|OKAndroid|MicroMessenger|LinkedInApp|Snapchat|Pinterest|BytedanceWebview|musical_ly|TikTok|Twitter for)\b|com\.vk\.| Line\/|; wv\)/;

// Is this a window inside another app? A guess by what such windows say of themselves. Some say nothing (Telegram on iOS is
// called Safari), so nothing may depend on it but what comes first.
const inside = APPS.test(userAgent) || 'TelegramWebview' in window || 'TelegramWebviewProxy' in window
  || (IOS && !/Safari\//.test(userAgent) && !navigator.standalone);
if (inside) document.documentElement.dataset.inside = '';

// Are downloads likely to vanish here?
const swallows = () => inside || (IOS && navigator.standalone === true);

// Gives a file to the browser to download; false when it does not take it. What it does with it nobody is told.
export function save(name, mime, text) {
  try {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: mime }));
    link.download = name;
    link.click();
    // The download reads the address a little later than the click.
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return true;
  } catch {
    return false;
  }
}

// `plain` under the name of a text file: Chromium shares only kinds that it knows, and neither JSON nor Markdown is among them.
function file(name, mime, text, plain) {
  return plain ? new File([text], `${name}.txt`, { type: 'text/plain' }) : new File([text], name, { type: mime });
}

// Is there a share sheet that takes files?
export function canShare(name, mime) {
  try {
    return navigator.canShare({ files: [file(name, mime, '')] });
  } catch {
    return false;
  }
}

// Resolves with `shared`, with `closed` when the user thought better of it or the sheet is open already, with `refused`
// when the browser did not let it happen.
export async function share(name, mime, text, plain) {
  try {
    await navigator.share({ files: [file(name, mime, text, plain)] });
    return 'shared';
  } catch (error) {
    return ['AbortError', 'InvalidStateError'].includes(error.name) ? 'closed' : 'refused';
  }
}

// Puts words on the clipboard; resolves with false when the browser does not allow it.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byHand(text);
  }
}

// Puts words on the clipboard as they look and, beside that, without any look: who pastes them takes what they can. Resolves with
// `rich`, with `plain` when only the words could be taken, with nothing when not even those.
export async function copyRich(html, text) {
  const kinds = { 'text/html': html, 'text/plain': text };
  try {
    const blobs = Object.entries(kinds).map(([type, words]) => [type, new Blob([words], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return 'rich';
  } catch { /* the old way */ }
  let taken = false;
  const give = event => {
    // A browser that copies nothing of ours has no place for it.
    taken = Object.entries(kinds).every(([type, words]) => { event.clipboardData?.setData(type, words); return event.clipboardData; });
    event.preventDefault();
  };
  document.addEventListener('copy', give, true);
  // What stands in the field is not what is copied, but without a selection some browsers copy nothing.
  const done = byHand(text);
  document.removeEventListener('copy', give, true);
  if (done && taken) return 'rich';
  return await copy(text) ? 'plain' : '';
}

// The old way, for windows without a clipboard of their own. Inside an open dialog everything else is out of reach.
function byHand(text) {
  const focused = document.activeElement, area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  ([...document.querySelectorAll('dialog[open]')].pop() ?? document.body).append(area);
  area.select();
  let done = false;
  try { done = document.execCommand('copy'); } catch { /* then not */ }
  area.remove();
  focused?.focus();
  return done;
}

window.planerkaExits = { save, canShare, share, copy, copyRich, swallows };
