// A workbook as large as anybody will have: thousands of posts of a thousand characters each.
import { openWorkbook, workbook } from './bench-typing.mjs';

// Words put together from syllables, some far more frequent than others, as in a real text: it shrinks about as well.
const SYLLABLES = 'ко фе ста рый до брый пе ре го вор ный чай ка на ма стер ская ве чер ний по дар ок се зон ная рас пи са ние и в не на для'.split(' ');
function dice(seed) {
  let state = seed;
  return sides => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * sides); };
}
const roll = dice(7);
const WORDS = Array.from({ length: 600 }, () => Array.from({ length: 1 + roll(4) }, () => SYLLABLES[roll(SYLLABLES.length)]).join(''));

/** A text of exactly so many characters, another for each number. */
export function words(length, seed) {
  const roll = dice(seed + 1);
  let text = '';
  while (text.length < length) text += `${WORDS[Math.min(roll(600), roll(600))]}${roll(9) ? ' ' : '. '}`;
  return text.slice(0, length - 1) + 'я';
}

/** The file of a workbook with so many posts, each with a text of so many characters. */
export function largeBook(posts, length = 1000) {
  const file = JSON.parse(workbook(posts));
  file.modules.content.posts.forEach((post, i) => { post.body = words(length, i); });
  return JSON.stringify(file);
}

/** The same with no title and no text of another one of another number. */
export function anotherBook(posts, nth, length = 200) {
  const file = JSON.parse(workbook(posts));
  file.modules.content.posts.forEach((post, i) => {
    const own = nth * posts + i + 1;
    post.body = words(length, own);
    post.title = `${post.title} ${own}`;
  });
  return JSON.stringify(file);
}

/** What stands in storage of a workbook: units of keys and values, the keys of its pieces, and of those that the newest record lists. */
export function room(page, id) {
  return page.evaluate(id => {
    const mine = Object.keys(localStorage).filter(key => key.startsWith(`planerka/ws/${id}/`));
    const names = mine.filter(key => key.includes('/p/')).sort();
    const newest = ['A', 'B'].map(slot => localStorage.getItem(`planerka/ws/${id}/${slot}`) ?? '').sort((a, b) => Number(b.split(' ')[1] ?? 0) - Number(a.split(' ')[1] ?? 0))[0];
    const listed = newest.split('\n').slice(2).map(name => `planerka/ws/${id}/p/${name}`).sort();
    return { listed, units: mine.reduce((sum, key) => sum + key.length + localStorage.getItem(key).length, 0), names };
  }, id);
}

/** The workbook that the newest record's pieces hold, read by hand: names in order, fifteen bits a unit, deflate. */
export async function unpacked(page, id) {
  const text = await page.evaluate(async id => {
    const records = ['A', 'B'].map(slot => localStorage.getItem(`planerka/ws/${id}/${slot}`) ?? '').sort((a, b) => Number(b.split(' ')[1] ?? 0) - Number(a.split(' ')[1] ?? 0));
    const [, mark, ...names] = records[0].split('\n');
    if (mark !== 'PIECES1') throw new Error('no list of pieces');
    let text = '';
    for (const name of names) {
      const piece = localStorage.getItem(`planerka/ws/${id}/p/${name}`);
      const spare = piece.charCodeAt(0) - 0x5000, bytes = new Uint8Array(((piece.length - 1) * 15 - spare) / 8);
      let [held, bits, at] = [0, 0, 0];
      for (let i = 1; i < piece.length; i++) {
        held = held << 15 | (piece.charCodeAt(i) - 0x5000);
        for (bits += 15; bits >= 8 && at < bytes.length;) { bits -= 8; bytes[at++] = held >> bits; held &= (1 << bits) - 1; }
      }
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
      const narrow = new Uint8Array(await new Response(stream).arrayBuffer());
      for (let i = 0; i < narrow.length; i++) {
        const byte = narrow[i];
        if (byte === 1) { text += String.fromCodePoint(narrow[i + 1] << 16 | narrow[i + 2] << 8 | narrow[i + 3]); i += 3; } else text += String.fromCharCode(byte < 0x80 ? byte : 0x380 + byte);
      }
    }
    return text;
  }, id);
  return JSON.parse(text);
}

export { openWorkbook };
