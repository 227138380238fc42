"use strict";
// The list with ticks: each card that somebody changed is a draft until the server has confirmed
// it. "Lưu" sends the changed cards together and the page stays where it is; what could not be
// sent waits on this machine and goes when the line or the session is back. Without scripts the
// form sends the whole page.
(() => {
  const { drafts } = window;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const list = () => document.querySelector("form[data-ticks]");
  if (!list() || !drafts) return;
  const RETRY_SECONDS = [2, 4, 8, 15, 30];
  const form = `ticks ${location.pathname}`;
  const page = location.pathname + location.search;
  const drawn = new Map(); // id of a card -> what the server drew in it
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);

  // ------------------------------------------------------------ a card
  const cards = () => all(".tick-card[id]");
  const cardOf = (element) => element.closest(".tick-card[id]");
  const urlOf = (card) => `${location.pathname}#${card.id}`;
  const idOf = (card) => drafts.idOf(urlOf(card));
  const nameOf = (card) => card.querySelector(".tick-name").textContent.trim();
  const seenOf = (card) => card.querySelector('[name$="-seen"]').value;
  const isChoice = (control) => control.type === "radio" || control.type === "checkbox";
  const controlsOf = (card) => all("[name]:not([name$='-seen'])", card);
  const fieldsOf = (card) =>
    controlsOf(card)
      .filter((control) => !isChoice(control) || control.checked)
      .map((control) => [control.name, control.value]);
  const isSame = (some, others) => JSON.stringify(some) === JSON.stringify(others);

  const wordOf = (control) => {
    if (isChoice(control)) return control.labels[0].querySelector("span").firstChild.textContent;
    return control.selectedOptions ? control.selectedOptions[0].textContent : control.value;
  };
  const shownIn = (card) =>
    controlsOf(card)
      .filter((control) => (isChoice(control) ? control.checked && control.value : control.value))
      .map((control) => wordOf(control).trim())
      .join(" · ");

  const put = (card, fields) => {
    const given = new Map(fields);
    for (const control of controlsOf(card)) {
      const value = given.get(control.name);
      if (isChoice(control)) control.checked = value === control.value;
      else control.value = value ?? "";
      if (control.closest("details") && value) control.closest("details").open = true;
    }
  };

  const where = (card, state) => {
    card.querySelector("[data-line-where]").textContent = state ? list().dataset[state] : "";
  };

  // ------------------------------------------------------------ the page
  const show = (state) => {
    const place = list()?.querySelector("[data-save-state]");
    if (!place) return;
    place.dataset.saveState = state;
    const now = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    place.querySelector("[data-saved-at]").textContent = now;
  };

  const say = (text) => {
    const place = list()?.querySelector("[data-ticks-said]");
    if (!place) return;
    place.hidden = !text;
    place.querySelector("[data-text]").textContent = text;
  };

  // Of this page, with their cards.
  const mine = async () => {
    const found = await drafts.mine();
    return found
      .filter((draft) => draft.form === form)
      .map((draft) => ({ draft, card: document.getElementById(draft.prefix) }))
      .filter(({ card }) => card && drawn.has(card.id));
  };

  // ------------------------------------------------------------ ticking
  const keep = async (card) => {
    const { fields } = drawn.get(card.id);
    where(card, "typing");
    card.querySelector(".tick-kept")?.remove();
    await drafts.put({
      form,
      page,
      isHeld: true, // goes with the others of the list, and is not sent by itself
      title: document.title.split(" · ")[0],
      label: nameOf(card),
      shown: shownIn(card),
      url: urlOf(card),
      prefix: card.id,
      fields: fieldsOf(card),
      version: seenOf(card),
      isReady: false,
    });
    const draft = await drafts.read(idOf(card));
    if (!draft || draft.tried || !isSame(fieldsOf(card), fields)) return;
    await drafts.drop(draft.id); // taken back by hand
    where(card, "");
  };

  for (const type of ["input", "change"]) {
    document.addEventListener(type, ({ target }) => {
      const card = cardOf(target);
      if (card && target.name && drawn.has(card.id)) keep(card);
    });
  }

  // ------------------------------------------------------------ sending
  let isSending = false;
  let attempts = 0;
  let timer = 0;

  const post = async (body, token) => {
    const headers = { "HX-Request": "true", "X-CSRFToken": token };
    const cut = new AbortController();
    const limit = setTimeout(() => cut.abort(), 20000);
    try {
      const answer = await fetch(page, { method: "POST", headers, body, signal: cut.signal });
      return { status: answer.status, text: await answer.text() };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(limit);
    }
  };

  // What was sent before without an answer goes first and alone, with its key, for the server may
  // have taken it; only then is what was ticked since no quarrel with it.
  const batchOf = (waiting) => {
    const tried = waiting.filter(({ draft }) => draft.tried);
    if (!tried.length) return { batch: waiting, key: drafts.newKey() };
    const { key, count } = tried[0].draft.tried;
    const batch = tried.filter(({ draft }) => draft.tried.key === key);
    return { batch, key: batch.length === count ? key : drafts.newKey() };
  };

  const send = async () => {
    clearTimeout(timer);
    if (isSending) return;
    const waiting = (await mine()).filter(({ draft }) => draft.state === "waiting");
    if (!waiting.length || isSending) return;
    isSending = true;
    const { batch, key } = batchOf(waiting);
    const body = new URLSearchParams({ idempotency_key: key });
    for (const { draft, card } of batch) {
      const { turn, fields, version } = draft.tried || draft;
      const tried = { turn, fields, version, key, count: batch.length };
      draft.tried = tried;
      await drafts.note(draft.id, { tried });
      body.append(`${card.id}-seen`, version);
      for (const [name, value] of fields) body.append(name, value);
      where(card, "sending");
    }
    show("saving");
    const answer = await drafts.asSelf((token) => post(body, token));
    isSending = false;
    await settle(batch, answer);
  };

  const settle = async (batch, { status, text, isOther, isOut }) => {
    if (status === 200) return took(batch, text);
    const isNoLine = status === 0 || status >= 500 || status === 429;
    for (const { card } of batch) where(card, isNoLine ? "local" : "typing");
    if (isOther || isOut || status === 401) {
      show("signed-out");
      if (isOther) say(list().dataset.otherAccount);
      else window.door.ask();
    } else if (isNoLine) {
      show(status === 0 ? "local" : "failed");
      later();
    } else await refused(batch, status, text);
  };

  const took = async (batch, text) => {
    attempts = 0;
    for (const { draft } of batch) {
      const now = await drafts.read(draft.id);
      if (now && now.turn === draft.tried.turn) await drafts.drop(draft.id);
    }
    redraw(text);
    show("saved");
    await putBack();
    drafts.keepPage(page, [], true);
    send();
  };

  const refused = async (batch, status, text) => {
    const answer = new DOMParser().parseFromString(text, "text/html");
    const words = list().dataset;
    const reason = answer.querySelector("#main > .notice-bad > div");
    const said = status === 422 && reason ? reason.textContent.trim() : fill(words.refused, { code: status });
    for (const { draft } of batch) {
      await drafts.note(draft.id, { tried: null, state: "refused", said });
    }
    show("failed");
    say(said);
    list().querySelector("[data-ticks-said]").scrollIntoView({ block: "center" });
  };

  const later = () => {
    const seconds = RETRY_SECONDS[Math.min(attempts, RETRY_SECONDS.length - 1)];
    attempts += 1;
    clearTimeout(timer);
    timer = setTimeout(send, seconds * 1000);
  };

  // The page as the server draws it after saving; whoever is on a control stays there.
  const redraw = (text) => {
    const main = document.getElementById("main");
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("main");
    const held = document.activeElement;
    const isHeld = main.contains(held) && held.name;
    main.replaceChildren(...fresh.childNodes);
    if (!list()) return;
    begin();
    if (!isHeld) return void window.scrollTo(0, 0);
    const again = all("[name]", main).find((one) => one.name === held.name && (!isChoice(one) || one.value === held.value));
    if (again) again.focus({ preventScroll: true });
  };

  const press = async () => {
    say("");
    document.activeElement?.blur();
    await drafts.settled(); // the last tick may still be on its way
    const found = await mine();
    if (!found.length) return say(list().dataset.nothing);
    for (const { draft, card } of found) {
      // Both values stood on the page: whoever presses then means their own.
      const isChosen = draft.state === "conflict";
      await drafts.note(draft.id, { state: "waiting", ...(isChosen ? { version: seenOf(card) } : {}) });
    }
    attempts = 0;
    send();
  };

  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches("form[data-ticks]")) return;
      event.preventDefault();
      press();
    },
    true,
  );
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-save-retry]")) press();
    if (!event.target.closest("a[data-sign-in]")) return;
    event.preventDefault();
    window.door.ask();
  });
  window.addEventListener("online", send);
  document.addEventListener("door:open", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());

  // ------------------------------------------------------------ opening the list again
  // What was kept and what the server now says: the same, or ours of before, is no quarrel.
  const compared = async (draft, card) => {
    const stands = drawn.get(card.id);
    if (isSame(draft.fields, stands.fields)) {
      await drafts.drop(draft.id);
      return "";
    }
    if (draft.version === seenOf(card)) return draft.state;
    const isOurs = draft.tried && isSame(draft.tried.fields, stands.fields);
    const state = isOurs ? draft.state : "conflict";
    await drafts.note(draft.id, { state, tried: null, ...(isOurs ? { version: seenOf(card) } : {}) });
    return state;
  };

  const offerTheirs = (card, text) => {
    const part = document.getElementById("tick-kept").content.cloneNode(true).firstElementChild;
    part.querySelector("[data-text]").textContent = text;
    part.querySelector("button").addEventListener("click", async () => {
      await drafts.drop(idOf(card));
      put(card, drawn.get(card.id).fields);
      where(card, "");
      part.remove();
    });
    card.append(part);
  };

  // Returns how many cards were put back and wait for "Lưu".
  const putBack = async () => {
    let count = 0;
    const words = list()?.dataset;
    for (const { draft, card } of await mine()) {
      const state = await compared(draft, card);
      if (!state) continue;
      put(card, draft.fields);
      where(card, state === "waiting" ? "local" : "typing");
      if (state === "waiting") continue;
      count += 1;
      const theirs = drawn.get(card.id).shown || words.empty;
      offerTheirs(card, fill(state === "conflict" ? words.conflict : words.kept, { theirs }));
    }
    return count;
  };

  const begin = () => {
    drawn.clear();
    list().removeAttribute("data-guard"); // what is ticked lies on this machine
    for (const card of cards()) drawn.set(card.id, { fields: fieldsOf(card), shown: shownIn(card) });
  };

  const start = async () => {
    begin();
    const { restored, queueScript } = list().dataset;
    drafts.keepPage(page, [queueScript]);
    const count = await putBack();
    if (count) say(fill(restored, { count }));
    send();
  };
  start();
})();
