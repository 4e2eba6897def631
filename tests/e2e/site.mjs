// A copy of the built site for one test, which may change it, deploy over it, and take it off the network.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serve } from '../../.ci/serve.mjs';
import { stamp } from '../../.ci/stamp.mjs';
import { DIST } from './support.mjs';

/**
 * Serves a copy of the site until the test `t` ends: { url, log, file, edit, deploy, down, up }.
 *
 * file(name)            path of a file of the copy
 * edit(name, change)    changes the bytes of a file and stamps nothing: the file then does not match its build
 * deploy(name, change)  the same as a new build; answers its version
 * down, up              takes the host off the network and back
 */
export async function ownSite(t, base = '/') {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-site-'));
  fs.cpSync(DIST, dir, { recursive: true });
  let server = await serve({ dir, base });
  const { url, port } = server;
  const down = () => server.close();
  t.after(async () => {
    await down();
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  });
  const file = name => path.join(dir, name);
  const edit = (name, change) => fs.writeFileSync(file(name), change(fs.readFileSync(file(name))));
  return {
    url, file, edit, down,
    get log() { return server.log; },
    deploy: (name, change) => { edit(name, change); return stamp(dir).build; },
    up: async () => { server = await serve({ dir, base, port }); },
  };
}
