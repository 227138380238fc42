"use strict";
// The form's page: what is typed becomes a draft at once and is sent when a field is left; beside
// each line stands where its answer lies. Without scripts a section is saved by its button.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const page = document.querySelector("[data-drafts^=form]");
  if (!page || !window.drafts) return;
  const { drafts } = window;
  const words = page.dataset;
  const form = words.drafts;

  // ------------------------------------------------------------ reading and writing a line
  const lineOf = (element) => element.closest && element.closest(".line[data-send]");
  const blockOf = (line) => line.closest(".line-block");
  const find = (id) => all(".line[data-send]").find((line) => drafts.idOf(line.dataset.send) === id);
  const isChoice = (control) => control.type === "radio" || control.type === "checkbox";
  const controlsOf = (line) =>
    all("input[name], textarea[name], select[name]", line).filter(
      (control) => !control.name.endsWith("-version") && control.type !== "file",
    );
  const versionOf = (line) => Number(line.querySelector('[name$="-version"]')?.value || 0);
  const wordOf = (control) => {
    const label = control.labels && control.labels[0];
    const span = label && label.querySelector("span");
    return (span || label || control).textContent.trim();
  };
  const titleOf = (line) =>
    (line.querySelector(".line-text, .line-label")?.textContent || "").replace(/\s+/g, " ").trim();

  const fieldsOf = (line) =>
    controlsOf(line)
      .filter((control) => !isChoice(control) || control.checked)
      .map((control) => [control.name, control.value]);

  const shownIn = (line) =>
    controlsOf(line)
      .filter((control) => (isChoice(control) ? control.checked : control.value.trim()))
      .map((control) => (isChoice(control) ? wordOf(control) : control.value.trim()))
      .join(" · ");

  const capture = (line, isReady) =>
    drafts.put({
      form,
      page: location.pathname,
      title: words.title,
      label: titleOf(line),
      shown: shownIn(line),
      url: line.dataset.send,
      prefix: blockOf(line).id,
      fields: fieldsOf(line),
      version: versionOf(line),
      isReady,
    });

  const fill = (line, fields) => {
    const given = new Map();
    for (const [name, value] of fields) given.set(name, [...(given.get(name) || []), value]);
    const rows = line.querySelector("[data-rows]");
    for (const name of given.keys()) {
      while (rows && /-r\d+-/.test(name) && !line.querySelector(`[name="${CSS.escape(name)}"]`)) {
        rows.querySelector("[data-add-row]").click();
      }
    }
    for (const control of controlsOf(line)) {
      const values = given.get(control.name) || [];
      if (isChoice(control)) control.checked = values.includes(control.value);
      else control.value = values[0] || "";
    }
  };

  // ------------------------------------------------------------ where an answer lies
  const where = (line, state) => {
    line.dataset.where = state;
    const place = line.querySelector("[data-line-where]");
    if (place) place.textContent = state ? words[state] || "" : "";
  };

  const showAll = async (state, time = "") => {
    for (const place of all("[data-save-state]")) {
      place.dataset.saveState = state;
      if (time) for (const slot of all("[data-saved-at]", place)) slot.textContent = time;
    }
    const waiting = await drafts.mine();
    for (const link of all("[data-drafts-link]")) {
      link.hidden = !waiting.length;
      for (const count of all("[data-drafts-count]", link)) count.textContent = waiting.length;
    }
    for (const note of all("[data-ios-note]")) note.hidden = !waiting.length || !isApplePhone();
  };

  // Safari throws away what a page kept when it is not opened for seven days.
  const isApplePhone = () =>
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);

  // ------------------------------------------------------------ what the server answered
  const parts = (text) => new DOMParser().parseFromString(text, "text/html").body;

  const takeState = (line, text) => {
    const answer = parts(text);
    const fresh = answer.querySelector(".line-state");
    const old = line.querySelector(".line-state");
    if (fresh && old) old.replaceWith(document.adoptNode(fresh));
    for (const part of all("[hx-swap-oob]", answer)) {
      const place = document.getElementById(part.id);
      part.removeAttribute("hx-swap-oob");
      if (place) place.replaceWith(document.adoptNode(part));
    }
  };

  const takeBody = (line, text) => {
    const body = document.getElementById(`${blockOf(line).id}-body`);
    const held = document.activeElement && body.contains(document.activeElement);
    body.replaceChildren(...parts(text).childNodes);
    document.dispatchEvent(new CustomEvent("line:drawn", { detail: body }));
    if (held) (body.querySelector("input:not([type=hidden]), textarea") || line).focus();
  };

  const askWhich = (line, draft) => {
    line.querySelector(".line-conflict")?.remove();
    const panel = document.getElementById("conflict-panel").content.cloneNode(true).firstElementChild;
    panel.querySelector("[data-mine]").textContent = draft.shown || words.empty;
    const isOpen = controlsOf(line).length > 0;
    panel.querySelector("[data-use-mine]").hidden = !isOpen;
    panel.addEventListener("click", async ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      panel.remove();
      await drafts.drop(draft.id);
      where(line, "");
      if (button.matches("[data-use-mine]")) {
        fill(line, draft.fields);
        await keep(line, true);
      }
      (line.querySelector("input:not([type=hidden]), textarea") || line).focus();
    });
    line.append(panel);
    where(line, "conflict");
  };

  // One carried answer less waits for its confirmation, beside it and at the head of the page.
  const confirmed = (line) => {
    const carried = line.querySelector(".line-carried [data-confirm]")?.closest(".line-carried");
    const notice = document.querySelector("[data-carried]");
    if (!carried) return;
    carried.remove();
    const words = notice && notice.querySelector(".notice > div");
    if (!words) return;
    const left = parseInt(words.textContent, 10) - 1;
    words.textContent = words.textContent.trim().replace(/^\d+/, left);
    notice.hidden = left < 1;
  };

  drafts.listen(async (event) => {
    const line = event.id && find(event.id);
    if (event.isElsewhere) return void showAll(document.querySelector("[data-save-state]")?.dataset.saveState || "");
    if (line) {
      if (event.type === "sending") where(line, "sending");
      if (event.type === "later") where(line, "local");
      if (event.type === "saved" && event.text) {
        where(line, "");
        line.classList.remove("has-draft");
        takeState(line, event.text);
        confirmed(line);
      }
      if (event.type === "refused") {
        where(line, "invalid");
        if (event.text) takeState(line, event.text);
        else if (event.status === 403) where(line, "forbidden");
      }
      if (event.type === "conflict") {
        takeBody(line, event.text);
        askWhich(line, event.draft);
      }
    }
    if (event.type === "sending") showAll("saving");
    if (event.type === "later") showAll(event.status === 0 ? "local" : "failed");
    if (event.type === "signed-out") {
      showAll("signed-out");
      window.door?.ask();
    }
    if (event.type === "other-account") showAll("signed-out");
    if (event.type === "saved") lastSaved = event.savedAt;
    if (["rest", "refused", "conflict", "dropped"].includes(event.type)) settleAll();
  });

  let lastSaved = "";
  const settleAll = async () => {
    const waiting = (await drafts.mine()).filter((draft) => draft.form === form);
    const states = new Set(waiting.map((draft) => draft.state));
    if (states.has("refused") || states.has("conflict")) showAll("invalid");
    else if (states.has("waiting")) showAll("saving");
    else if (lastSaved) showAll("saved", lastSaved);
    else showAll(document.querySelector("[data-save-state]")?.dataset.saveState || "");
  };

  // ------------------------------------------------------------ typing
  const keep = async (line, isReady) => {
    line.classList.add("has-draft");
    if (["", "invalid", "saved"].includes(line.dataset.where || "")) where(line, "typing");
    line.querySelector(".line-conflict")?.remove();
    await capture(line, isReady);
    if (isReady) drafts.send();
  };

  document.addEventListener("input", ({ target }) => {
    const line = lineOf(target);
    if (line && !isChoice(target)) keep(line, false);
  });
  document.addEventListener("change", ({ target }) => {
    const line = lineOf(target);
    if (line) keep(line, true);
  });
  // Enter in a field would send the whole section by the form's own button.
  document.addEventListener("keydown", (event) => {
    const line = event.key === "Enter" && event.target.matches("input") && lineOf(event.target);
    if (!line) return;
    event.preventDefault();
    keep(line, true);
  });
  document.addEventListener("click", (event) => {
    const { target } = event;
    const confirm = target.closest("[data-confirm]");
    if (confirm && lineOf(confirm)) {
      event.preventDefault();
      keep(lineOf(confirm), true);
    }
    if (target.closest("[data-save-retry]")) drafts.send();
    if (target.closest("a[data-sign-in]") && window.door) {
      event.preventDefault();
      window.door.ask();
    }
  });
  document.addEventListener("door:open", () => drafts.send());
  // A telephone may never come back to a page that was put away.
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "hidden") return void drafts.send();
    for (const draft of await drafts.mine()) {
      if (draft.form === form && draft.state === "typing") await drafts.ready(draft.id);
    }
    drafts.send();
  });

  window.formPage = { lineOf, keep };

  // ------------------------------------------------------------ opening the page again
  // A page kept for a telephone without a network may be older than what was saved from it.
  const restoreSaved = async () => {
    for (const draft of await drafts.saved(form)) {
      const line = find(draft.id);
      if (!line || versionOf(line) >= draft.version) await drafts.forget(draft.id);
      else {
        fill(line, draft.fields);
        line.querySelector('[name$="-version"]').value = draft.version;
        where(line, "saved");
      }
    }
  };

  // What the server drew with an answer is on the server; said before anything of this machine is.
  for (const line of all(".line[data-send]")) {
    const isAnswered = versionOf(line) > 0 && shownIn(line);
    if (isAnswered && !line.querySelector(".line-saved, [data-confirm]")) where(line, "saved");
  }

  const restore = async () => {
    await restoreSaved();
    for (const draft of await drafts.mine()) {
      if (draft.form !== form) continue;
      const line = find(draft.id);
      if (!line) continue;
      line.classList.add("has-draft");
      if (draft.state === "conflict") {
        askWhich(line, draft);
        continue;
      }
      fill(line, draft.fields);
      where(line, "local");
      await drafts.ready(draft.id);
    }
    await showAll(document.querySelector("[data-save-state]")?.dataset.saveState || "");
    drafts.send();
  };
  restore();

  drafts.keepPage(location.pathname, words.queueScript);
})();
