// A database of the browser that everything works without: whatever fails in it answers null.

/** Calls on a database: `run(mode, act)` resolves with what `act` answered once its transaction is complete, and with null
 *  when it failed or took longer than `limit` milliseconds. */
export function database(name, stores, limit, upgrade, options) {
  let opening;
  function open() {
    opening ??= new Promise(resolve => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => upgrade(request.result);
      request.onsuccess = () => {
        const db = request.result;
        db.onclose = db.onversionchange = () => { db.close(); opening = undefined; };
        resolve(db);
      };
      request.onerror = request.onblocked = () => { opening = undefined; resolve(null); };
    }).catch(() => { opening = undefined; return null; });
    return opening;
  }
  return function run(mode, act) {
    const done = open().then(db => db && new Promise(resolve => {
      let answer;
      const transaction = db.transaction(stores, mode, options);
      transaction.oncomplete = () => resolve(answer);
      transaction.onabort = transaction.onerror = () => resolve(null);
      act(name => transaction.objectStore(name), value => { answer = value; });
    })).catch(() => { opening = undefined; return null; });
    return Promise.race([done, new Promise(late => setTimeout(late, limit, null))]);
  };
}
