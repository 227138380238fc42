"use strict";
// The page around a grid: what was typed is read by the server, shown before it is saved, saved
// whole, and kept on this machine until then.
(() => {
  const { fill } = window.grids;
  const READ_AFTER_MS = 150;
  const page = document.querySelector("[data-grid]");
  if (!page) return;
  const json = (id) => JSON.parse(document.getElementById(id).textContent);
  const part = (name) => document.querySelector(`[data-grid-${name}]`);
  const element = (tag, props = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children);
    return made;
  };

  const words = json("grid-words");
  const model = new grids.Model(json("grid-data"));
  const view = new grids.View(page, model, words);
  const [status, saveButton] = [part("status"), part("save")];
  const say = (text, tone = "") => {
    status.textContent = text;
    status.dataset.tone = tone;
  };

  // ------------------------------------------------------------ the server

  const SIGNED_OUT = new Set([401, 403]);

  // The answer as {status, ...data}; status 0 where there is no network.
  const post = (url, fields) => window.drafts.asSelf((token) => postOnce(url, fields, token));
  const postOnce = async (url, fields, token) => {
    const headers = { "X-CSRFToken": token, "HX-Request": "true" };
    try {
      const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams(fields) });
      const isData = answer.headers.get("Content-Type")?.startsWith("application/json");
      return { status: answer.status, ...(isData ? await answer.json() : {}) };
    } catch {
      return { status: 0 };
    }
  };

  const failure = ({ status: code, error, isOther }) => {
    if (error) return error;
    if (code === 0) return words.offline;
    if (isOther) return words.other_account;
    return SIGNED_OUT.has(code) ? words.signed_out : fill(words.failed, { code });
  };

  // Whoever's session ended signs in on the spot, and what was refused goes on by itself. Cells
  // that are only being read do not ask: nobody is stopped in the middle of typing.
  let goOn = null;
  const refused = (answer, again) => {
    say(failure(answer), "bad");
    if (answer.error || answer.isOther || !SIGNED_OUT.has(answer.status)) return;
    goOn = again;
    window.door.ask();
  };
  document.addEventListener("door:open", () => {
    const again = goOn;
    goOn = null;
    again?.();
  });

  // ------------------------------------------------------------ typed cells are read

  let reading = 0;
  const unread = () => model.pending().filter(([, , cell]) => !cell.isRead);
  const readSoon = () => {
    clearTimeout(reading);
    reading = setTimeout(readNow, READ_AFTER_MS);
  };
  const readNow = async () => {
    clearTimeout(reading);
    const asked = unread().map(([r, c]) => model.sent(r, c));
    if (!asked.length) return;
    const answer = await post(page.dataset.preview, { cells: JSON.stringify(asked) });
    if (answer.status !== 200) return say(failure(answer), "bad");
    take(answer.cells);
  };
  const take = (cells) => {
    const drawn = [];
    for (const one of cells) {
      const place = model.find(one.row, one.column);
      if (place && model.read(...place, one.text, one)) drawn.push({ r: place[0], c: place[1] });
    }
    view.redraw(drawn);
    count();
  };

  // A refusal, and that cells were put back, stays to be read until the next cell is typed.
  let isHeld = false;
  const count = () => {
    const pending = model.pending();
    const invalid = pending.filter(([, , cell]) => cell.error).length;
    saveButton.disabled = !pending.length;
    page.dataset.pending = pending.length;
    if (isHeld) return keep(pending);
    if (invalid) say(fill(words.has_invalid, { count: invalid }), "bad");
    else if (pending.length) say(fill(words.unsaved, { count: pending.length }), "warn");
    keep(pending);
  };

  // ------------------------------------------------------------ kept on this machine

  const drawer = `grid ${document.body.dataset.user} ${page.dataset.save}`;
  let keeping = 0;
  const keep = (pending) => {
    clearTimeout(keeping);
    keeping = setTimeout(() => {
      const kept = pending.map(([r, c]) => model.sent(r, c));
      try {
        if (kept.length) localStorage.setItem(drawer, JSON.stringify(kept));
        else localStorage.removeItem(drawer);
      } catch {
        // Without storage the page still asks before it is left.
      }
    }, 200);
  };
  const restore = () => {
    const kept = JSON.parse(localStorage.getItem(drawer) ?? "[]");
    const edits = [];
    for (const { row, column, text, note, confirms } of kept) {
      const [r, c] = model.find(row, column) ?? [];
      if (c !== undefined && !model.lock(r, c, words)) edits.push({ r, c, text, note, confirms });
    }
    const step = model.apply(edits);
    if (!step.length) return;
    view.redraw(step);
    count();
    say(fill(words.restored, { count: step.length }), "warn");
    isHeld = true;
    readSoon();
  };
  window.addEventListener("beforeunload", (event) => {
    if (model.pending().length) event.preventDefault();
  });

  // ------------------------------------------------------------ saving

  let isSaving = false;
  const receipt = () => {
    const form = part("receipt");
    return form ? Object.fromEntries(new FormData(form)) : {};
  };
  const save = async () => {
    view.commit();
    if (isSaving) return;
    const pending = model.pending();
    if (!pending.length) return say(words.nothing);
    isSaving = true;
    isHeld = false;
    say(words.saving);
    const cells = pending.map(([r, c]) => model.sent(r, c));
    const fields = { ...receipt(), cells: JSON.stringify(cells), idempotency_key: page.dataset.key };
    const answer = await post(page.dataset.save, fields);
    isSaving = false;
    // The same key goes with a request whose answer was lost, so that it is written once.
    if (answer.status !== 0) page.dataset.key = window.drafts.newKey();
    if (answer.status === 200) return saved(answer, cells);
    for (const one of answer.cells ?? []) take([one]);
    refused(answer, save);
    isHeld = true;
    if (answer.status === 409) conflicts(answer.cells);
    if (answer.field) part("receipt")?.elements[answer.field]?.focus();
  };
  const saved = (answer, cells) => {
    const drawn = [];
    const sent = new Map(cells.map((one) => [`${one.row} ${one.column}`, one]));
    for (const one of answer.cells) {
      const place = model.find(one.row, one.column);
      if (!place) continue;
      model.settle(...place, one, sent.get(`${one.row} ${one.column}`));
      drawn.push({ r: place[0], c: place[1] });
    }
    for (const { row, column, text } of answer.computed) {
      const place = model.find(row, column);
      if (!place) continue;
      const cell = model.cell(...place);
      model.settle(...place, { text, note: "", number: "" }, { text: cell.text, note: cell.note });
      drawn.push({ r: place[0], c: place[1] });
    }
    view.redraw(drawn);
    for (const [name, text] of Object.entries(answer.facts)) {
      for (const fact of document.querySelectorAll(`[data-fact="${name}"]`)) fact.textContent = text;
    }
    say(answer.repeated ? words.repeated : fill(words.all_saved, { at: answer.at }), "ok");
    if (model.pending().length) count();
    else {
      saveButton.disabled = true;
      page.dataset.pending = 0;
      keep([]);
    }
  };

  // ------------------------------------------------------------ dialogs

  const rowOf = (...cells) => element("tr", {}, ...cells.map((one) => (typeof one === "string" ? element("td", { textContent: one }) : one)));
  const shownText = (text, note) => (note ? `${text || words.empty} (${note})` : text || words.empty);

  const conflicts = (cells) => {
    const dialog = part("conflict");
    dialog.querySelector("tbody").replaceChildren(
      ...cells.map((one) =>
        rowOf(one.address, `${shownText(one.before, one.before_note)} – ${fill(words.conflict, { who: one.who || words.someone })}`, shownText(one.after || one.text, one.note)),
      ),
    );
    dialog.dataset.cells = JSON.stringify(cells);
    dialog.showModal();
  };
  part("conflict").addEventListener("close", ({ target }) => {
    if (!target.returnValue) return;
    const step = [];
    for (const one of JSON.parse(target.dataset.cells)) {
      const place = model.find(one.row, one.column);
      if (!place) continue;
      const [r, c] = place;
      model.settle(r, c, { text: one.before, note: one.before_note, number: "" });
      if (target.returnValue === "theirs") model.apply([{ r, c, text: one.before, note: one.before_note, confirms: false }]);
      step.push({ r, c });
    }
    view.redraw(step);
    count();
    if (target.returnValue === "mine") save();
    view.input.focus();
  });

  const pasting = part("paste");
  let laid = null;
  const understand = async ({ detail }) => {
    laid = detail;
    say(words.reading);
    const laidOver = new Set(detail.edits.map(({ r, c }) => model.cell(r, c)));
    const beside = model.beside(detail.edits).filter(([, , cell]) => !laidOver.has(cell));
    const asked = [
      ...detail.edits.map(({ r, c, text }) => model.sent(r, c, { text })),
      ...beside.map(([r, c]) => model.sent(r, c)),
    ];
    const answer = asked.length
      ? await post(page.dataset.preview, { cells: JSON.stringify(asked) })
      : { status: 200, cells: [], legacy: null };
    if (answer.status !== 200) return refused(answer, () => understand({ detail }));
    preview({ ...answer, cells: answer.cells.filter((one) => laidOver.has(cellOf(one))) });
    count();
  };

  const preview = ({ cells, legacy }) => {
    const isNews = (one) => one.after !== cellOf(one).text;
    const good = cells.filter((one) => !one.error);
    const news = good.filter(isNews);
    const bad = [
      ...laid.refused.map(({ r, c, text, error }) => ({ address: view.address(r, c), text, error })),
      ...cells.filter((one) => one.error),
    ];
    laid.good = news;
    const sum = { changed: news.length, same: laid.same + good.length - news.length, refused: bad.length };
    const { over, trimmed } = laid;
    const lines = [news.length || bad.length ? fill(words.paste_sum, sum) : words.paste_none];
    if (over.columns) lines.push(fill(words.paste_wide, { count: over.columns }));
    if (over.rows) lines.push(fill(words.paste_long, { count: over.rows }));
    if (trimmed.columns || trimmed.lines) {
      lines.push(fill(words.paste_trimmed, { columns: trimmed.columns, rows: trimmed.lines }));
    }
    pasting.querySelector("[data-sum]").replaceChildren(...lines.map((text) => element("p", { textContent: text })));
    tableOf("bad", bad.map((one) => rowOf(one.address, one.text, one.error)));
    tableOf("news", news.map((one) => rowOf(one.address, cellOf(one).text || words.empty, one.after || words.empty)));
    tableOf("legacy", (legacy?.cells ?? []).map((one) => rowOf(one.before, one.after)));
    if (legacy) {
      const count = legacy.cells.length;
      pasting.querySelector("[data-legacy-text]").textContent = fill(words.legacy, { font: legacy.font, count });
      pasting.querySelector("[data-convert]").textContent = fill(words.legacy_convert, { count });
    }
    laid.legacy = legacy;
    const [saving, putting] = [pasting.querySelector('[value="save"]'), pasting.querySelector('[value="put"]')];
    saving.textContent = fill(words.save_cells, { count: news.length });
    putting.textContent = fill(words.put_cells, { count: news.length });
    putting.disabled = !news.length;
    saving.disabled = !news.length || bad.length > 0;
    pasting.returnValue = "";
    if (!pasting.open) pasting.showModal();
  };
  const cellOf = (one) => model.cell(...model.find(one.row, one.column));
  const tableOf = (name, rows) => {
    const frame = pasting.querySelector(`[data-table="${name}"]`);
    frame.hidden = !rows.length;
    frame.querySelector("tbody").replaceChildren(...rows);
  };

  pasting.querySelector("[data-convert]").addEventListener("click", () => {
    for (const one of laid.legacy.cells) {
      const [r, c] = model.find(one.row, one.column);
      for (const edit of laid.edits) if (edit.r === r && edit.c === c) edit.text = one.after;
    }
    understand({ detail: laid });
  });
  pasting.addEventListener("close", () => {
    view.input.focus();
    if (!pasting.returnValue) return say("");
    const edits = laid.good.map((one) => {
      const [r, c] = model.find(one.row, one.column);
      return { r, c, text: one.after };
    });
    const step = model.apply(edits);
    take(laid.good.map((one) => ({ ...one, text: one.after })));
    view.redraw(step);
    count();
    if (pasting.returnValue === "save") save();
  });

  // ------------------------------------------------------------ the bar above the table

  const note = part("note");
  page.addEventListener("grid:cell", ({ detail }) => {
    part("row").textContent = detail.name;
    part("column").textContent = detail.title;
    part("said").textContent = detail.said.join(" · ");
    if (document.activeElement !== note) note.value = detail.note;
    note.disabled = !detail.takesNote;
    note.dataset.place = `${detail.r},${detail.c}`;
  });
  note.addEventListener("change", () => {
    const [r, c] = note.dataset.place.split(",").map(Number);
    view.edit([{ r, c, note: note.value.normalize("NFC").trim() }]);
  });
  note.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    note.blur();
    view.input.focus();
  });
  page.addEventListener("grid:edit", ({ detail }) => {
    isHeld = false;
    for (const [, , cell] of model.beside(detail)) cell.isRead = false;
    count();
    readSoon();
  });
  page.addEventListener("grid:paste", understand);
  page.addEventListener("grid:say", ({ detail }) => say(detail));
  page.addEventListener("grid:save", save);
  saveButton.addEventListener("click", save);
  part("confirm")?.addEventListener("click", () => view.confirm());
  part("undo").addEventListener("click", () => view.walk(true));
  part("redo").addEventListener("click", () => view.walk(false));
  part("find").addEventListener("input", ({ target }) => {
    const found = view.filter(target.value);
    part("found").textContent = found
      ? fill(words.found, { count: found, all: model.rows.length })
      : words.none_found;
  });
  view.go(0, 0, { focus: false });
  restore();
})();
