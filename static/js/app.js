"use strict";
// Small helpers of every page. Without this file pages still read, send and print;
// it adds what the browser does not: saving states, drafts, guards, the choice of light.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (type, run, target = document) => target.addEventListener(type, run);
  const storage = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key)) || {};
      } catch {
        return {};
      }
    },
    write(key, value) {
      try {
        if (Object.keys(value).length) localStorage.setItem(key, JSON.stringify(value));
        else localStorage.removeItem(key);
      } catch {
        // No room or no permission: the server's copy is then the only one.
      }
    },
  };

  // ------------------------------------------------------------ autosave
  // <div data-autosave="assessment-12"> holds controls or forms with hx-post. What is typed is
  // kept on this machine until the server has confirmed it; a failed sending is repeated.
  const DRAFT_DAYS = 14;
  const RETRY_SECONDS = [2, 4, 8, 15, 30];
  const waiting = new Map(); // element -> number of failed attempts
  const inFlight = new Set();
  let clock = 0;
  let timer = 0;

  // What says its own state, such as a file being sent, stands apart ("data-apart").
  const box = (element) =>
    element.closest && !element.closest("[data-apart]") && element.closest("[data-autosave]");
  const draftKey = (container) =>
    `draft:${document.body.dataset.user || ""}:${container.dataset.autosave}`;
  const isChoice = (control) => control.type === "radio" || control.type === "checkbox";
  const nameOf = (control) =>
    isChoice(control) ? `${control.name}=${control.value}` : control.name;
  const controlsOf = (element) => {
    const form = element.matches("form") ? element : element.form || element.closest("form");
    if (form) return [...form.elements];
    return element.name ? [element] : all("[name]", element);
  };

  const show = (state, time = "") => {
    for (const place of all("[data-save-state]")) {
      place.dataset.saveState = state;
      if (time) for (const slot of all("[data-saved-at]", place)) slot.textContent = time;
      for (const link of all("[data-sign-in]", place)) link.href = signInUrl();
    }
  };

  const signInUrl = () => {
    const field = document.activeElement && document.activeElement.id;
    const back = location.pathname + location.search + (field ? `#${field}` : "");
    return `${document.body.dataset.signIn || "/"}?next=${encodeURIComponent(back)}`;
  };

  const remember = (control) => {
    const container = box(control);
    if (!container || !control.name || control.type === "file") return;
    const drafts = storage.read(draftKey(container));
    const at = Date.now();
    clock += 1;
    const value = isChoice(control) ? control.checked : control.value;
    if (control.type === "radio") {
      for (const key of Object.keys(drafts)) {
        if (key.startsWith(`${control.name}=`)) delete drafts[key];
      }
    }
    drafts[nameOf(control)] = { value, at, turn: clock };
    storage.write(draftKey(container), drafts);
  };

  const forget = (element, turn) => {
    const container = box(element);
    if (!container) return;
    const drafts = storage.read(draftKey(container));
    for (const control of controlsOf(element)) {
      const draft = drafts[nameOf(control)];
      if (draft && draft.turn <= turn) delete drafts[nameOf(control)];
    }
    storage.write(draftKey(container), drafts);
  };

  const restore = (container) => {
    const key = draftKey(container);
    const drafts = storage.read(key);
    const oldest = Date.now() - DRAFT_DAYS * 24 * 3600 * 1000;
    for (const control of all("[name]", container)) {
      const draft = drafts[nameOf(control)];
      if (!draft || draft.at < oldest) continue;
      draft.turn = 0;
      if (isChoice(control)) control.checked = draft.value;
      else control.value = draft.value;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const retryNow = () => {
    clearTimeout(timer);
    timer = 0;
    for (const element of waiting.keys()) {
      if (!element.isConnected) waiting.delete(element);
      else if (!inFlight.has(element)) window.htmx.trigger(element, "retry");
    }
  };

  const retryLater = (element) => {
    const attempts = waiting.get(element) || 0;
    waiting.set(element, attempts + 1);
    const seconds = RETRY_SECONDS[Math.min(attempts, RETRY_SECONDS.length - 1)];
    if (!timer) timer = setTimeout(retryNow, seconds * 1000);
  };

  const wasSignedOut = (xhr) => {
    const address = document.body.dataset.signIn;
    const landed = xhr.responseURL ? new URL(xhr.responseURL).pathname : "";
    return xhr.status === 401 || xhr.status === 403 || Boolean(address && landed === address);
  };

  const isSaving = (detail) => box(detail.elt) && detail.requestConfig.verb !== "get";

  on("htmx:beforeRequest", ({ detail }) => {
    if (!isSaving(detail)) return;
    inFlight.add(detail.elt);
    detail.xhr.draftTurn = clock;
    show("saving");
  });

  on("htmx:beforeSwap", ({ detail }) => {
    if (wasSignedOut(detail.xhr)) detail.shouldSwap = false;
  });

  on("htmx:afterRequest", ({ detail }) => {
    const { elt, xhr } = detail;
    if (!isSaving(detail)) return;
    inFlight.delete(elt);
    if (wasSignedOut(xhr)) {
      show("signed-out");
    } else if (xhr.status === 0 || xhr.status >= 500) {
      retryLater(elt);
      show(xhr.status === 0 ? "local" : "failed");
    } else {
      waiting.delete(elt);
      // A refused value stays a draft; after a conflict (409) the server's state is the true one.
      if (xhr.status < 400 || xhr.status === 409) forget(elt, xhr.draftTurn);
      if (xhr.status >= 400) show("invalid");
      else if (!inFlight.size && !waiting.size) {
        const now = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
        show("saved", xhr.getResponseHeader("X-Saved-At") || now);
      }
    }
  });

  // Before htmx hears of it: what is being sent must already be a draft.
  for (const type of ["input", "change"]) {
    document.addEventListener(type, ({ target }) => remember(target), true);
  }
  on("online", retryNow, window);
  on("click", ({ target }) => target.closest("[data-save-retry]") && retryNow());

  // ------------------------------------------------------------ lost network elsewhere
  const network = (isLost) => {
    for (const notice of all("[data-net-state]")) notice.hidden = !isLost;
  };
  on("htmx:sendError", ({ detail }) => box(detail.elt) || network(true));
  on("htmx:timeout", ({ detail }) => box(detail.elt) || network(true));
  on("htmx:afterRequest", ({ detail }) => detail.xhr.status && network(false));
  on("htmx:responseError", ({ detail }) => {
    if (box(detail.elt)) return;
    const code = (detail.xhr.getResponseHeader("X-Request-ID") || "").toUpperCase();
    for (const notice of all("[data-server-state]")) {
      notice.querySelector("[data-error-code]").textContent = code.match(/.{1,4}/g)?.join("-") || "";
      notice.hidden = false;
    }
  });

  // ------------------------------------------------------------ leaving with unsaved work
  const changed = new Set();
  on("input", ({ target }) => {
    if (target.form && target.form.matches("[data-guard]")) changed.add(target.form);
  });
  on("beforeunload", (event) => {
    const dirty = [...changed].some((form) => form.isConnected && !form.dataset.sending);
    if (!dirty && !inFlight.size && !waiting.size) return;
    event.preventDefault();
    event.returnValue = true; // browsers before 2023 ask only for this
  }, window);

  // ------------------------------------------------------------ one press, one sending
  const inside = new WeakMap(); // button -> what stood in it
  const rest = (form) => {
    delete form.dataset.sending;
    for (const button of all('[aria-disabled="true"]', form)) {
      if (!inside.has(button)) continue;
      button.removeAttribute("aria-disabled");
      button.replaceChildren(...inside.get(button));
      inside.delete(button);
    }
  };
  on("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post], [data-download]")) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    form.dataset.sending = "true";
    const button = event.submitter;
    if (button && button.matches("button.btn")) {
      inside.set(button, [...button.childNodes]);
      button.setAttribute("aria-disabled", "true");
      button.replaceChildren(document.body.dataset.sending);
    }
    setTimeout(rest, 20000, form);
  });
  on("pageshow", () => all("form[data-sending]").forEach(rest), window);

  // ------------------------------------------------------------ errors
  on("click", (event) => {
    const link = event.target.closest(".error-summary a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    (field.closest(".field") || field).scrollIntoView({ block: "center" });
  });

  // ------------------------------------------------------------ small things
  on("change", ({ target }) => {
    const field = target.closest("[data-file-field]");
    if (!field) return;
    const name = field.querySelector("[data-file-name]");
    name.textContent = [...target.files].map((file) => file.name).join(", ") || name.dataset.empty;
  });
  on("click", ({ target }) => target.closest("[data-print]") && window.print());

  // A list that was opened closes when somebody goes elsewhere.
  const shutAllBut = (kept) => {
    for (const one of all(".dropdown[open]")) if (one !== kept) one.open = false;
  };
  on("click", ({ target }) => shutAllBut(target.closest(".dropdown")));
  on("focusin", ({ target }) => shutAllBut(target.closest(".dropdown")));
  on("keydown", ({ key }) => {
    const open = document.querySelector(".dropdown[open]");
    if (key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // A text to be put into a chat: <button data-copy="text-1">, with the word that it was copied.
  const copied = async (field) => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      return document.execCommand("copy"); // no clipboard on plain HTTP
    }
  };
  on("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    const told = button.parentElement.querySelector("[role=status]");
    if (await copied(document.getElementById(button.dataset.copy))) told.hidden = false;
  });
  on("click", ({ target }) => {
    const button = target.closest("[data-reveal]");
    if (!button) return;
    const field = button.parentElement.querySelector("input");
    const isShown = field.type === "password";
    field.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
  });
  on("click", ({ target }) => {
    const button = target.closest("[data-theme-toggle] button");
    if (!button) return;
    window.theme.choose(button.value);
    pressTheme();
  });
  const pressTheme = () => {
    for (const button of all("[data-theme-toggle] button")) {
      button.setAttribute("aria-pressed", String(button.value === window.theme.chosen()));
    }
  };

  const prepare = (root) => {
    for (const hidden of all("[data-theme-toggle], [data-print], [data-copy], [data-reveal]", root)) hidden.hidden = false;
    // The browser's own bubbles speak the browser's language.
    for (const form of all('form[method="post"]', root)) form.noValidate = true;
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  };
  on("htmx:load", ({ detail }) => {
    prepare(detail.elt);
    all("[data-autosave]", detail.elt).forEach(restore);
  });
  prepare(document);
  pressTheme();
})();
