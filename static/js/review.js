"use strict";
// The review by keys (D, P, C, S, arrows, M, K, Enter) and ticking on the desk.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const steps = () => all("[data-step]");
  const values = { KeyD: "met", KeyP: "partly", KeyC: "not_met" };
  let current = null;

  const go = (step) => {
    if (!step) return;
    for (const other of steps()) other.classList.toggle("is-current", other === step);
    current = step;
    step.focus({ preventScroll: true });
    step.scrollIntoView({ block: "center" });
  };

  const move = (by) => {
    const list = steps();
    const here = list.indexOf(current);
    go(list[Math.max(0, Math.min(list.length - 1, here < 0 ? 0 : here + by))]);
  };

  const decide = (value) => {
    if (!current) move(0);
    const radio = current && current.querySelector(`input[type="radio"][value="${value}"]`);
    if (!radio) return;
    if (!radio.checked) radio.click();
    const reason = current.querySelector("textarea");
    const own = current.dataset.own;
    // A result other than the unit's own asks for words: the place to write them is at hand.
    if (own && own !== value && !reason.value) reason.focus();
    else current.focus({ preventScroll: true });
  };

  const acts = {
    ArrowRight: () => move(1),
    ArrowLeft: () => move(-1),
    KeyS: () => {
      if (!current) move(0);
      const box = current && current.querySelector("[data-mend]");
      if (box) box.click();
    },
    KeyM: () => {
      const picture = (current || document).querySelector("a[data-picture]");
      if (picture) picture.click();
    },
    KeyK: () => {
      const next = document.querySelector("[data-next]");
      if (next) next.click();
    },
    Enter: () => {
      const approve = document.querySelector("[data-approve]");
      if (approve) approve.focus();
    },
  };

  const isTyping = (target) =>
    target.matches("textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable]");
  // Enter on a button or a link is that button's own.
  const isPressed = (target, key) =>
    key === "Enter" && target.matches("button, a, summary, input");

  document.addEventListener("keydown", (event) => {
    if (!steps().length || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    // By the place of the key: a Vietnamese keyboard turns D and S into marks.
    const key = values[event.code] || acts[event.code] ? event.code : event.key;
    if (key === "Escape" && isTyping(event.target) && current) {
      current.focus({ preventScroll: true });
      return;
    }
    if (isTyping(event.target) || isPressed(event.target, key)) return;
    if (values[key]) decide(values[key]);
    else if (acts[key]) acts[key]();
    else return;
    event.preventDefault();
  });

  document.addEventListener("focusin", ({ target }) => {
    const step = target.closest("[data-step]");
    if (!step || step === current) return;
    for (const other of steps()) other.classList.toggle("is-current", other === step);
    current = step;
  });

  // ------------------------------------------------------------ approving what is on the page
  // A decision raises the version of its line and that of the record by one each. So the record
  // as this page knows it is the one it was drawn with, and what its lines grew since: by own
  // decisions, or by another's that came back in their place. What the page does not show is not
  // counted in, and the server then refuses.
  const approving = document.querySelector("form.approve");
  if (approving) {
    const grown = () =>
      all('[data-autosave] input[name$="-version"]').reduce((sum, one) => sum + Number(one.value), 0);
    const drawn = Number(approving.elements.version.value) - grown();
    approving.addEventListener("formdata", ({ formData }) => {
      formData.set("version", String(drawn + grown()));
    });

    // Ticked to go back is not approved in passing.
    const stillTicked = document.querySelector("[data-still-ticked]");
    const isTicked = () => Boolean(document.querySelector("[data-mend]:checked"));
    approving.addEventListener(
      "submit",
      (event) => {
        stillTicked.hidden = !isTicked();
        if (stillTicked.hidden) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        stillTicked.scrollIntoView({ block: "nearest" });
      },
      true,
    );
    document.addEventListener("change", () => (stillTicked.hidden ||= !isTicked()));

    // A reason is sent when its field is left, often by this very press: it goes first. What the
    // server refused is sent once more; refused again, it is shown, and nothing is approved.
    const sending = new Set();
    const unsaved = new Set(all("[data-autosave] .line:has(.field-error)"));
    let held = null;
    const isLine = ({ elt }) => elt.matches("[data-autosave] .line");
    const isBlank = (line) =>
      all("textarea, input, select", line).every((one) =>
        one.type === "hidden" || (one.type === "radio" ? !one.checked : !one.value.trim()));
    document.addEventListener("htmx:configRequest", (event) => {
      const line = event.detail.elt;
      // Words taken out again where no result was chosen: nothing is left to be saved.
      if (!isLine(event.detail) || !line.querySelector("textarea") || !isBlank(line)) return;
      event.preventDefault();
      unsaved.delete(line);
      for (const told of all(".line-state p", line)) told.remove();
      if (!unsaved.size) for (const told of all("[data-save-state]")) told.dataset.saveState = "";
    });
    document.addEventListener("htmx:beforeRequest", ({ detail }) => {
      if (isLine(detail)) sending.add(detail.elt);
    });
    document.addEventListener("htmx:afterRequest", ({ detail }) => {
      const { status } = detail.xhr;
      if (!isLine(detail) || status === 0 || status >= 500) return; // it is sent again
      sending.delete(detail.elt);
      if (status >= 400 && status !== 409) unsaved.add(detail.elt);
      else unsaved.delete(detail.elt);
      if (status >= 400 && held) {
        held = null;
        show(detail.elt); // the reason stands beside the line
      }
      // After what was queued behind it has begun.
      setTimeout(() => {
        if (!held || sending.size) return;
        const button = held;
        held = null;
        approving.requestSubmit(button);
      });
    });
    const show = (line) => {
      go(line.closest("[data-step]"));
      const wanted = line.querySelector("[data-wants-reason]") ? "textarea, [name$=-reason]" : "input";
      line.querySelector(wanted).focus({ preventScroll: true });
      line.scrollIntoView({ block: "center" });
    };
    approving.addEventListener(
      "submit",
      (event) => {
        for (const line of unsaved) if (!sending.has(line)) window.htmx.trigger(line, "retry");
        if (!sending.size) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        held = event.submitter;
      },
      true,
    );

    // What is said beside a line may move the button away between pressing and letting go.
    let pressed = null;
    approving.addEventListener("pointerdown", (event) => {
      const button = event.target.closest("button, a");
      const isPress = button && event.isPrimary && event.button === 0;
      pressed = isPress ? { button, x: event.clientX, y: event.clientY } : null;
    });
    document.addEventListener("pointerup", (event) => {
      const { button, x, y } = pressed || {};
      pressed = null;
      const isStill = Math.hypot(event.clientX - x, event.clientY - y) < 8;
      if (button && isStill && !button.contains(event.target)) button.click();
    });
    document.addEventListener("pointercancel", () => (pressed = null));
  }

  // How many are ticked stands on the button that acts on them.
  const count = () => {
    for (const button of all("[data-counts]")) {
      const ticked = all(`input[type="checkbox"][form="${button.getAttribute("form")}"]:checked`);
      const words = button.querySelector("span");
      words.textContent = ticked.length
        ? `${button.dataset.counts} (${ticked.length})`
        : button.dataset.counts;
    }
  };
  document.addEventListener("change", count);
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-tick-all]")) return;
    const boxes = all('input[type="checkbox"][form="bulk"]');
    const every = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !every;
    count();
  });
  for (const button of all("[data-tick-all]")) button.hidden = false;
  // Keys are told of once they work.
  for (const told of all("[data-keys]")) told.hidden = false;
  for (const button of all("[data-first]")) button.focus({ preventScroll: true });
  count();
})();
