"use strict";
// The page of drafts: what lies on this device only, to be looked at, sent, saved or thrown away.
(() => {
  const box = document.querySelector("[data-queue]");
  if (!box || !window.drafts) return;
  const { drafts } = window;
  const words = box.dataset;
  const rows = box.querySelector("[data-queue-rows]");
  const state = box.querySelector("[data-queue-state]");
  const shape = document.getElementById("draft-row");
  const moment = (at) => new Date(at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });

  // The ticks of a list go together, from the list.
  const stateOf = (draft) => words[draft.isHeld && draft.state === "waiting" ? "held" : draft.state];

  const rowOf = (draft) => {
    const row = shape.content.cloneNode(true).firstElementChild;
    const set = (name, text) => {
      row.querySelector(`[data-row-${name}]`).textContent = text;
    };
    const link = row.querySelector("[data-row-link]");
    link.href = `${draft.page}#${draft.prefix}`;
    link.textContent = draft.label;
    set("shown", draft.shown || words.empty);
    set("title", draft.title);
    set("state", stateOf(draft));
    set("at", moment(draft.at));
    set("said", draft.said || "");
    row.querySelector("[data-row-said]").hidden = !draft.said;
    const button = row.querySelector("[data-row-drop]");
    button.setAttribute("aria-label", `${button.textContent.trim()}: ${draft.label}`);
    button.addEventListener("click", async () => {
      if (!window.confirm(words.sure)) return;
      await drafts.drop(draft.id);
      await draw();
    });
    return row;
  };

  const draw = async () => {
    const found = await drafts.mine();
    rows.replaceChildren(...found.map(rowOf));
    state.textContent = found.length ? `${found.length} ${words.drafts}` : "";
    box.hidden = !found.length;
    document.querySelector("[data-queue-empty]").hidden = Boolean(found.length);
    const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) ||
      (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
    for (const note of document.querySelectorAll("[data-ios-note]")) note.hidden = !isApple;
  };

  // A plain text that anybody can read, send by Zalo and type in again elsewhere.
  const asText = (found) =>
    [
      words.owner,
      ...found.map((draft) =>
        [draft.title, draft.label, draft.shown || words.empty, `${stateOf(draft)}, ${moment(draft.at)}`].join("\n"),
      ),
    ].join("\n\n");

  box.querySelector("[data-queue-export]").addEventListener("click", async () => {
    const text = asText(await drafts.mine());
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
    link.download = `${words.file}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
  box.querySelector("[data-queue-send]").addEventListener("click", () => drafts.send());
  drafts.listen(() => draw());
  draw();
})();
