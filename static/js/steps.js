"use strict";
// On a telephone the form is asked line by line; the whole form stays one press away. A browser
// that can read aloud gets a button for it beside each line.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const page = document.querySelector("[data-drafts^=form]");
  const bar = document.querySelector("[data-step-bar]");
  if (!page || !bar) return;
  const choice = document.querySelector("[data-step-choice]");
  const narrow = window.matchMedia("(max-width: 47.98rem)");
  const stored = {
    read: () => {
      try {
        return localStorage.getItem("form-view");
      } catch {
        return null;
      }
    },
    write: (value) => {
      try {
        localStorage.setItem("form-view", value);
      } catch {
        // A browser that stores nothing asks line by line again next time.
      }
    },
  };

  // What is computed stands below the line before it and is no step of its own.
  const steps = () =>
    all(".line-block", page).filter(
      (block) => !block.closest("details.locked-section") && !block.matches(".is-computed"),
    );
  let current = null;

  const show = (block, isMoved) => {
    const blocks = steps();
    if (!blocks.length) return;
    current = blocks.includes(block) ? block : blocks[0];
    const place = blocks.indexOf(current);
    for (const one of all(".line-block", page)) one.classList.toggle("is-current", one === current);
    for (const section of all(".form-section", page)) {
      section.classList.toggle("is-current", section.contains(current));
    }
    bar.querySelector("[data-step-place]").textContent = `${place + 1}/${blocks.length}`;
    bar.querySelector("[data-step-back]").disabled = place === 0;
    const isLast = place === blocks.length - 1;
    bar.querySelector("[data-step-next]").hidden = isLast;
    bar.querySelector("[data-step-end]").hidden = !isLast;
    document.body.classList.toggle("at-last-step", isLast);
    if (!isMoved) return;
    history.replaceState(null, "", `#${current.id}`);
    const head = document.querySelector(".form-bar");
    const under = head ? head.offsetHeight + 8 : 0;
    window.scrollTo(0, page.getBoundingClientRect().top + window.scrollY - under);
    const first = current.querySelector("legend, label, .line-text");
    if (first) {
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
    }
  };

  const isByStep = () => narrow.matches && stored.read() !== "all";

  const draw = () => {
    const byStep = isByStep();
    page.classList.toggle("by-step", byStep);
    document.body.classList.toggle("has-steps", byStep);
    bar.hidden = !byStep;
    choice.hidden = !narrow.matches;
    for (const button of all("button", choice)) {
      button.setAttribute("aria-pressed", String((button.value === "all") !== byStep));
    }
    if (byStep) show(current || target() || firstOpen(), false);
  };

  const target = () => {
    const found = location.hash && document.getElementById(location.hash.slice(1));
    if (!found) return null;
    return found.matches(".line-block") ? found : found.querySelector(".line-block");
  };

  // Whoever opens the form again goes on where the first answer is missing.
  const firstOpen = () =>
    steps().find((block) => {
      const line = block.querySelector(".line");
      if (!line) return false;
      if (line.querySelector("[data-confirm]")) return true;
      const controls = all("input:not([type=hidden]), textarea", line);
      const choices = controls.filter((one) => one.type === "radio" || one.type === "checkbox");
      const texts = controls.filter((one) => !choices.includes(one));
      return !choices.some((one) => one.checked) && !texts.some((one) => one.value.trim());
    });

  const move = (by) => {
    const blocks = steps();
    const line = current && current.querySelector(".line");
    // "Tiếp" saves what was typed on this line, even where the field was never left.
    if (line && line.classList.contains("has-draft")) window.formPage.keep(line, true);
    show(blocks[Math.max(0, Math.min(blocks.indexOf(current) + by, blocks.length - 1))], true);
  };

  bar.querySelector("[data-step-back]").addEventListener("click", () => move(-1));
  bar.querySelector("[data-step-next]").addEventListener("click", () => move(1));
  choice.addEventListener("click", ({ target: { value } }) => {
    if (!value) return;
    stored.write(value);
    draw();
    if (value === "all" && current) current.scrollIntoView({ block: "start" });
  });
  narrow.addEventListener("change", draw);
  window.addEventListener("hashchange", () => {
    const block = target();
    if (block && page.classList.contains("by-step")) show(block, true);
  });
  draw();
  page.dataset.isDrawn = "true";

  // ------------------------------------------------------------ reading aloud
  if (!("speechSynthesis" in window)) return;
  const textOf = (block) =>
    all(".line-text, .line-label, .field-help, .line-return, .line-before p", block)
      .map((one) => one.textContent.trim())
      .concat(all(".choices-large .choice, .choices-row .choice", block).map((one) => one.textContent.trim()))
      .join(". ")
      .replace(/\s+/g, " ");
  const offer = (root) => {
    for (const button of all("[data-read-aloud]", root)) button.hidden = false;
  };
  document.addEventListener("click", ({ target: pressed }) => {
    const button = pressed.closest("[data-read-aloud]");
    if (!button) return;
    const isSpeaking = window.speechSynthesis.speaking;
    window.speechSynthesis.cancel();
    if (isSpeaking && button.getAttribute("aria-pressed") === "true") {
      button.setAttribute("aria-pressed", "false");
      return;
    }
    const words = new SpeechSynthesisUtterance(textOf(button.closest(".line-block")));
    words.lang = "vi-VN";
    words.voice = window.speechSynthesis.getVoices().find((voice) => voice.lang.startsWith("vi")) || null;
    words.onend = () => button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", "true");
    window.speechSynthesis.speak(words);
  });
  document.addEventListener("line:drawn", ({ detail }) => offer(detail));
  offer(document);
})();
