// Draws the icons of the installed app from public/favicon.svg, with the Chromium of the browser tests.
//   node .ci/icons.mjs        writes public/icons; run it after a change of the drawing and commit the files
import fs from 'node:fs';
import { launch } from '../tests/e2e/support.mjs';

// What a system cuts to a shape of its own needs a ground to the edges, and the drawing within the middle.
const GROUND = '#c8402f';
const ICONS = [
  { name: 'icon-192', size: 192, share: 1 },
  { name: 'icon-512', size: 512, share: 1 },
  { name: 'maskable-512', size: 512, share: 0.6, ground: GROUND },
  { name: 'apple-touch-icon', size: 180, share: 0.76, ground: GROUND },
];

const svg = fs.readFileSync(new URL('../public/favicon.svg', import.meta.url), 'utf8');
const folder = new URL('../public/icons/', import.meta.url);
fs.mkdirSync(folder, { recursive: true });
const browser = await launch();
try {
  for (const { name, size, share, ground } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { display: grid; place-items: center; block-size: ${size}px; margin: 0; background: ${ground ?? 'none'} } svg { inline-size: ${size * share}px }</style>${svg}`);
    const png = await page.screenshot({ omitBackground: !ground });
    fs.writeFileSync(new URL(`${name}.png`, folder), png);
    console.log(`public/icons/${name}.png: ${png.length} bytes`);
    await page.close();
  }
} finally {
  await browser.close();
}
