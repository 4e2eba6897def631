// Makes a logo of a picture that the user gives: the browser draws it, and what is drawn is written as a new PNG. So nothing of the
// file itself travels with the workbook: no metadata, no script, no address to call. Fetched when a picture is chosen
// (public/book.js), called by name (src/platform/logo.rs).
const FILE = 10_000_000, PIXELS = 50_000_000, WIDTH = 800, HEIGHT = 400, BYTES = 60_000;
// Shares of the full size that are tried until the PNG is small enough.
const SHARES = [1, 0.8, 0.64, 0.5, 0.4, 0.32, 0.25];

// The kind by the first bytes: names and types are only claims.
function kind(bytes) {
  const is = (at, ...codes) => codes.every((code, i) => bytes[at + i] === code);
  if (is(0, 0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (is(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (is(0, 0x52, 0x49, 0x46, 0x46) && is(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  return /^\s*</.test(text(bytes.slice(0, 200))) && /<svg[\s>]/.test(text(bytes)) ? 'image/svg+xml' : null;
}

const text = bytes => new TextDecoder().decode(bytes);

// A drawing without a size of its own would be drawn at a size that the browser makes up, or not at all.
function sized(svg) {
  return svg.replace(/<svg\b[^>]*>/, tag => {
    const box = tag.match(/\bviewBox\s*=\s*["']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.e]+)[\s,]+([\d.e]+)/);
    if (!box || !(box[1] > 0) || !(box[2] > 0)) return tag;
    return tag.replace(/\s(width|height)\s*=\s*("[^"]*"|'[^']*')/g, '').replace(/^<svg/, `<svg width="${box[1]}" height="${box[2]}"`);
  });
}

function base64(bytes) {
  let out = '';
  for (let at = 0; at < bytes.length; at += 8192) out += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(out);
}

async function redraw(blob, vector) {
  const address = URL.createObjectURL(blob), image = new Image();
  try {
    image.src = address;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    if (!width || !height) return { problem: 'broken' };
    if (width * height > PIXELS && !vector) return { problem: 'large' };
    const fit = Math.min(WIDTH / width, HEIGHT / height), full = vector ? fit : Math.min(1, fit);
    for (const share of SHARES) {
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.min(WIDTH, Math.round(width * full * share)));
      canvas.height = Math.max(1, Math.min(HEIGHT, Math.round(height * full * share)));
      const context = canvas.getContext('2d');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      const drawn = await new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
      if (!drawn) return { problem: 'broken' };
      if (drawn.size <= BYTES) return { png: base64(new Uint8Array(await drawn.arrayBuffer())) };
    }
    return { problem: 'heavy' };
  } finally {
    URL.revokeObjectURL(address);
  }
}

// Resolves with { png }, base64, or with { problem }: `kind`, `large`, `broken` or `heavy`.
export async function png(file) {
  if (file.size > FILE) return { problem: 'large' };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer()), type = kind(bytes);
    if (!type) return { problem: 'kind' };
    const vector = type === 'image/svg+xml';
    return await redraw(new Blob([vector ? sized(text(bytes)) : bytes], { type }), vector);
  } catch {
    return { problem: 'broken' };
  }
}
