"use strict";
// Answers that are on their way: each lies in the browser's database until the server has
// confirmed it and the page was loaded anew, and is sent in order, one at a time, by whichever tab holds the lock.
// Sending is repeated without harm: an answer carries the version it began from, and the server
// takes the same answer to the same version once. No page shows or sends another person's drafts.
(() => {
  const user = document.body.dataset.user || "";
  const RETRY_SECONDS = [2, 4, 8, 15, 30];
  const listeners = new Set();
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("drafts") : null;

  // ------------------------------------------------------------ the database
  // A browser that allows none (a private window) keeps the drafts in this tab alone.
  const memory = new Map();
  let opening = null;
  const open = () => {
    opening ||= new Promise((resolve) => {
      if (!("indexedDB" in window)) return resolve(null);
      const request = indexedDB.open("drafts", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("answers", { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    });
    return opening;
  };

  // Strict: the promise keeps until the bytes are on the disk, for the battery may die next.
  const run = async (mode, act) => {
    const base = await open();
    if (!base) return undefined;
    return new Promise((resolve, reject) => {
      const work = base.transaction("answers", mode, { durability: "strict" });
      const request = act(work.objectStore("answers"));
      work.oncomplete = () => resolve(request && request.result);
      work.onerror = work.onabort = () => reject(work.error);
    });
  };

  // What the database refuses (no room left) is kept in this tab, so that it is still sent.
  const attempt = (mode, act) => run(mode, act).catch(() => undefined);

  // A key pressed in the moment before the tab closes: the database answers too late for it. So
  // each change is jotted down where writing does not wait, until the database has it.
  const jotOf = (url) => `draft of ${user} ${url}`;
  const jot = (line) => {
    const text = JSON.stringify(line);
    try {
      localStorage.setItem(jotOf(line.url), text);
    } catch {
      // no room, or a browser that allows none
    }
    return text;
  };
  const unjot = (url, text) => {
    try {
      const key = jotOf(url);
      if (!text || localStorage.getItem(key) === text) localStorage.removeItem(key);
    } catch {
      // as above
    }
  };
  const jotted = () => {
    try {
      return Object.entries(localStorage).filter(([key]) => user && key.startsWith(jotOf("")));
    } catch {
      return [];
    }
  };

  const read = async (id) => {
    const found = memory.get(id) || (await attempt("readonly", (rows) => rows.get(id)));
    return found && found.user === user ? found : null;
  };

  const write = async (draft) => {
    const isKept = await attempt("readwrite", (rows) => rows.put(draft));
    if (isKept === undefined) memory.set(draft.id, draft);
    else memory.delete(draft.id);
  };

  const erase = async (id) => {
    if (memory.has(id)) unjot(memory.get(id).url);
    memory.delete(id);
    await attempt("readwrite", (rows) => rows.delete(id));
  };

  const everything = async () => {
    await recovered;
    const rows = (await attempt("readonly", (all) => all.getAll())) || [];
    return [...rows.filter((draft) => !memory.has(draft.id)), ...memory.values()];
  };

  // What is not on the server yet; and, of one form, also what the server took after the copy of
  // the page that a telephone without a network shows again.
  const isSaved = (draft) => draft.state === "saved";
  const mine = async () =>
    (await everything())
      .filter((draft) => draft.user === user && !isSaved(draft))
      .sort((a, b) => a.at - b.at);
  const saved = async (form) =>
    (await everything()).filter(
      (draft) => draft.user === user && draft.form === form && isSaved(draft),
    );

  const tell = (event, isOwn = true) => {
    for (const listener of listeners) listener(event);
    if (isOwn && channel) channel.postMessage({ ...event, user });
  };
  if (channel) {
    channel.onmessage = ({ data }) => {
      if (data.user === user) tell({ ...data, isElsewhere: true }, false);
    };
  }

  // ------------------------------------------------------------ one line's draft
  const idOf = (url) => `${user} ${url}`;
  const newKey = () =>
    [...crypto.getRandomValues(new Uint8Array(16))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
  let last = Promise.resolve();
  // One change after the other: each reads what the one before wrote.
  const inTurn = (act) => {
    last = last.then(act, act);
    return last;
  };

  // When everything that was changed until now is kept.
  const settled = () => inTurn(() => {});

  // What is typed now. An answer that is being changed again keeps the version it began from.
  const put = (line) => keep(line, jot(line));
  const keep = (line, text) =>
    inTurn(async () => {
      const before = await read(idOf(line.url));
      const goesOn = before && !["conflict", "saved"].includes(before.state);
      await write({
        ...line,
        id: idOf(line.url),
        user,
        at: goesOn ? before.at : Date.now(),
        version: goesOn ? before.version : line.version,
        tried: goesOn ? before.tried : null,
        turn: (before ? before.turn : 0) + 1,
        state: line.isReady || (goesOn && before.state === "waiting") ? "waiting" : "typing",
      });
      if (!memory.has(idOf(line.url))) unjot(line.url, text);
      if (!before && navigator.storage && navigator.storage.persist) navigator.storage.persist();
    });
  const recovered = Promise.all(jotted().map(([, text]) => keep(JSON.parse(text), text)));

  const change = (id, act) =>
    inTurn(async () => {
      const draft = await read(id);
      if (draft) await act(draft);
    });

  const drop = (id) =>
    inTurn(async () => {
      await erase(id);
      tell({ type: "dropped", id });
    });

  // ------------------------------------------------------------ sending
  let token = "";
  let attempts = 0;
  let timer = 0;
  let isAgain = false;
  let sending = null;

  const currentToken = () => {
    if (!token) token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
    return token;
  };

  // Who is signed in now; a page that lay open for long carries an old token.
  const session = async () => {
    const answer = await fetch("/device/session/", { headers: { Accept: "application/json" } });
    const found = await answer.json();
    if (found.user === user) {
      token = found.token;
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
      for (const hidden of document.querySelectorAll('[name="csrfmiddlewaretoken"]')) {
        hidden.value = token;
      }
    }
    return found;
  };

  // For what is no draft, such as cells of a grid: refused at the door it is sent once more with
  // the token of now, where the same person signed in again at another tab. Of another person the
  // answer says so.
  const asSelf = async (send) => {
    const answer = await send(currentToken());
    if (![401, 403].includes(answer.status)) return answer;
    const found = await session().catch(() => null);
    if (found && found.user === user) return send(token);
    return { ...answer, isOther: Boolean(found && found.user), isOut: Boolean(found && !found.user) };
  };

  const post = async (url, fields, version) => {
    const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
    body.set(`${url.prefix}-version`, String(version));
    const headers = { "HX-Request": "true", "X-CSRFToken": currentToken(), "X-Sender": user };
    const cut = new AbortController();
    const limit = setTimeout(() => cut.abort(), 20000);
    try {
      const answer = await fetch(url.path, { method: "POST", body, headers, signal: cut.signal });
      const isDoor = answer.redirected || answer.status === 401 || answer.status === 403;
      return { status: isDoor ? 401 : answer.status, code: answer.status, answer, text: await answer.text() };
    } catch {
      return { status: 0, code: 0, text: "" };
    } finally {
      clearTimeout(limit);
    }
  };

  const versionIn = (text, prefix) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const box = page.querySelector(`[name="${prefix}-version"]`);
    return box ? Number(box.value) : null;
  };

  const saidIn = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const place = page.querySelector(".field-error");
    return place ? place.textContent.trim() : "";
  };

  // Returns the status of what was sent. What was tried before without an answer goes first:
  // the server may have taken it, and only then is the newer answer no conflict with it.
  const sendOne = async (id, isSecond = false) => {
    const draft = await read(id);
    if (!draft || draft.state !== "waiting") return 200;
    const earlier = draft.tried && draft.tried.turn !== draft.turn ? draft.tried : null;
    const sent = earlier || { turn: draft.turn, fields: draft.fields, version: draft.version };
    await change(id, (now) => write({ ...now, tried: sent }));
    tell({ type: "sending", id });
    const url = { path: draft.url, prefix: draft.prefix };
    const { status, code, answer, text } = await post(url, sent.fields, sent.version);
    if (status === 401 && !isSecond) {
      const found = await session().catch(() => null);
      if (!found) return 0;
      if (found.user === user) return code === 401 ? 401 : sendOne(id, true);
      return found.user ? 403 : 401;
    }
    if (status === 0 || status >= 500 || status === 429) return status;
    await settle(id, sent, status === 401 ? 403 : status, answer, text);
    return earlier && status < 400 ? sendOne(id) : status;
  };

  const settle = async (id, sent, status, answer, text) => {
    await change(id, async (now) => {
      const isNewest = now.turn === sent.turn;
      if (status < 400) {
        const found = versionIn(text, now.prefix);
        const version = found === null ? now.version : found;
        await write({ ...now, tried: null, version, state: isNewest ? "saved" : now.state });
        const savedAt = answer.headers.get("X-Saved-At") || "";
        tell({ type: "saved", id, text: isNewest ? text : "", savedAt, prefix: now.prefix });
        return;
      }
      const state = status === 409 ? "conflict" : "refused";
      if (!isNewest && state === "refused") {
        await write({ ...now, tried: null });
        return;
      }
      const draft = { ...now, tried: null, state, said: saidIn(text) };
      await write(draft);
      tell({ type: state, id, text: [409, 422].includes(status) ? text : "", draft, status });
    });
  };

  const sendAll = async () => {
    do {
      isAgain = false;
      for (const draft of await mine()) {
        if (draft.state !== "waiting" || draft.isHeld) continue;
        const status = await sendOne(draft.id);
        if (status === 0 || status >= 500 || status === 429) {
          tell({ type: "later", id: draft.id, status });
          later();
          return;
        }
        if (status === 401) return void tell({ type: "signed-out" });
        if (status === 403 && (await read(draft.id))?.state === "waiting") {
          return void tell({ type: "other-account" });
        }
        attempts = 0;
      }
    } while (isAgain);
    tell({ type: "rest" });
  };

  const later = () => {
    const seconds = RETRY_SECONDS[Math.min(attempts, RETRY_SECONDS.length - 1)];
    attempts += 1;
    clearTimeout(timer);
    timer = setTimeout(send, seconds * 1000);
  };

  // In all tabs together one sender at a time.
  const send = () => {
    clearTimeout(timer);
    if (!user) return Promise.resolve();
    if (sending) {
      isAgain = true;
      return sending;
    }
    const locked = navigator.locks
      ? () => navigator.locks.request(`drafts of ${user}`, sendAll)
      : sendAll;
    sending = inTurn(() => {})
      .then(locked)
      .finally(() => {
        sending = null;
        if (isAgain) send();
      });
    return sending;
  };

  // So that this page and the list of drafts open again without a network; "again" where the
  // copy that the worker kept is older than what was saved since.
  const keepPage = (page, script, again = false) => {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.ready.then(({ active }) => {
      const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
      const files = loaded.concat(script).filter((path) => path.startsWith("/static/"));
      active.postMessage({ files, pages: again ? [page] : [page, "/device/"], again });
    });
  };

  const forget = (id) => change(id, (draft) => isSaved(draft) && erase(id));
  const note = (id, facts) => change(id, (draft) => write({ ...draft, ...facts }));
  const ready = (id) => note(id, { state: "waiting" });

  window.addEventListener("online", () => {
    attempts = 0;
    send();
  });

  window.drafts = {
    user,
    idOf,
    put,
    drop,
    ready,
    note,
    newKey,
    read,
    mine,
    saved,
    forget,
    send,
    session,
    asSelf,
    settled,
    keepPage,
    listen: (listener) => listeners.add(listener),
  };

  // ------------------------------------------------------------ the worker, and the door
  if ("serviceWorker" in navigator && window.isSecureContext) {
    if (user) navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => {});
    else navigator.serviceWorker.ready.then(({ active }) => active.postMessage("forget"));
  }
  const forgetAll = async () => {
    for (const draft of await everything()) if (isSaved(draft)) await erase(draft.id);
  };
  if (!user) forgetAll();

  // ------------------------------------------------------------ pages that must wait for drafts
  const unsent = async (form) => {
    await settled();
    return (await mine()).filter((draft) => draft.form === form);
  };
  for (const form of document.querySelectorAll("form[data-after-drafts]")) {
    let isSent = false;
    form.addEventListener(
      "submit",
      (event) => {
        if (isSent) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        const button = event.submitter;
        unsent(form.dataset.afterDrafts).then((found) => {
          const notice = document.querySelector("[data-unsent]");
          notice.hidden = !found.length;
          notice.querySelector("[data-unsent-count]").textContent = found.length;
          if (found.length) return notice.scrollIntoView({ block: "center" });
          isSent = true;
          form.requestSubmit(button);
        });
      },
      true,
    );
  }
  if (user) mine().then((found) => found.length && send());
})();
