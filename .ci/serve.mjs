// A small static server for the built site: no framework, no rewriting, the same answers as a plain file host.
//   node .ci/serve.mjs [folder] [--base /sub/dir/] [--port 8080]
import http from 'node:http';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.wasm': 'application/wasm', '.json': 'application/json', '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8', '.md': 'text/markdown; charset=utf-8',
};
// These are compressed already.
const PACKED = new Set(['.woff2', '.png', '.jpg', '.ico']);

/** The body as brotli, at full quality unless told: that takes seconds for a file of a megabyte. */
export function brotli(body, quality = 11) {
  return zlib.brotliCompressSync(body, {
    params: { [zlib.constants.BROTLI_PARAM_QUALITY]: quality, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}

const compressed = new Map();
function encode(file, stat, encoding, quality) {
  const key = `${encoding}${quality} ${stat.mtimeMs} ${stat.size} ${file}`;
  if (!compressed.has(key)) {
    const body = fs.readFileSync(file);
    compressed.set(key, encoding === 'br' ? brotli(body, quality) : zlib.gzipSync(body, { level: 9 }));
  }
  return compressed.get(key);
}

/**
 * Serves a folder on 127.0.0.1 and resolves to { url, port, log, close }.
 * `log` lists the requests answered so far as { path, file, status };
 * `quality` is that of brotli: 11 where the bytes on the wire are measured.
 */
export function serve({ dir = 'dist', base = '/', port = 0, quality = 5 } = {}) {
  const root = path.resolve(dir);
  const log = [];
  const server = http.createServer((request, response) => {
    const answer = (status, headers = {}, body = '', file = null) => {
      log.push({ path: request.url, file, status });
      response.writeHead(status, { 'content-length': Buffer.byteLength(body), 'x-content-type-options': 'nosniff', ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405);
    let name;
    try {
      name = decodeURIComponent(request.url.split('?')[0]);
    } catch {
      return answer(400);
    }
    if (name + '/' === base) return answer(301, { location: base });
    if (!name.startsWith(base) || name.includes('\0')) return answer(404);
    let file = path.join(root, name.slice(base.length));
    if (file !== root && !file.startsWith(root + path.sep)) return answer(403);
    let stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      if (!name.endsWith('/')) return answer(301, { location: name + '/' });
      file = path.join(file, 'index.html');
      stat = fs.statSync(file, { throwIfNoEntry: false });
    }
    if (!stat?.isFile()) return answer(404, { 'content-type': TYPES['.txt'] }, 'not found\n');
    const extension = path.extname(file);
    const headers = { 'content-type': TYPES[extension] ?? 'application/octet-stream', 'cache-control': 'no-cache', vary: 'accept-encoding' };
    const accepted = request.headers['accept-encoding'] ?? '';
    const encoding = PACKED.has(extension) ? null : /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
    if (encoding) headers['content-encoding'] = encoding;
    return answer(200, headers, encoding ? encode(file, stat, encoding, quality) : fs.readFileSync(file), path.relative(root, file));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const bound = server.address().port;
      const close = () => new Promise(done => { server.close(done); server.closeAllConnections(); });
      resolve({ url: `http://127.0.0.1:${bound}${base}`, port: bound, log, close });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const option = name => { const at = args.indexOf(name); return at < 0 ? undefined : args.splice(at, 2)[1]; };
  const base = `/${option('--base') ?? ''}/`.replace(/\/+/g, '/');
  const port = Number(option('--port') ?? process.env.PORT ?? 8080);
  const dir = args[0] ?? 'dist';
  if (!fs.existsSync(path.join(dir, 'index.html'))) {
    console.error(`${dir}/index.html is not there: run "make build" first`);
    process.exit(1);
  }
  const { url } = await serve({ dir, base, port }).catch(error => { console.error(error.message); process.exit(1); });
  console.log(`Planerka is served at ${url} (Ctrl+C stops it)`);
}
