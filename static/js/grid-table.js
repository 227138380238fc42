"use strict";
// A grid as a table: what is drawn, the active cell, the selection, typing in a cell.
// One real input always lies in the active cell, so that input methods (Telex, VNI) work from the
// first key on and a screen reader reads the row's and the column's head.
(() => {
  const grids = (window.grids ??= {});
  const READY = (grids.READY = "ready");
  grids.TYPING = "typing"; // began by typing: arrows leave the cell
  const EDITING = (grids.EDITING = "editing"); // by F2 or a second click: arrows move the caret

  const element = (tag, props = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children);
    return made;
  };

  grids.Table = class {
    constructor(root, model, words) {
      Object.assign(this, { root, model, words, mode: READY });
      this.at = [0, 0]; // place among the shown rows
      this.anchor = [0, 0];
      this.leaves = false;
      this.input = element("input", { className: "grid-input", type: "text", autocomplete: "off", spellcheck: false });
      this.options = element("ul", { className: "grid-options", hidden: true });
      this.selection = element("div", { className: "grid-selection", hidden: true });
      this.table = this.build();
      root.append(this.table, this.selection);
      window.addEventListener("resize", () => this.mark());
      this.fix();
      this.shown = model.rows.map((_row, index) => index);
      this.listen();
      this.totals();
      if (model.rows.length && model.columns.length) this.go(0, 0, { focus: false });
    }

    // ---------------------------------------------------------- drawing

    build() {
      const { model, words } = this;
      const head = element("tr", {}, element("th", { scope: "col", className: "grid-corner", textContent: this.root.dataset.head }));
      for (const column of model.columns) {
        const label = column.suffix ? `${column.label} (${column.suffix})` : column.label;
        head.append(element("th", { scope: "col", title: column.title, className: `grid-${column.kind}` }, element("span", { className: "grid-title", textContent: label })));
      }
      this.cells = model.rows.map((row) => row.cells.map((_cell, c) => element("td", { className: `grid-${model.columns[c].kind}` })));
      this.lines = model.rows.map((row, r) => element("tr", {}, this.rowHead(row), ...this.cells[r]));
      this.feet = model.columns.map((column) => element("td", { className: `grid-${column.kind}` }));
      for (const [r, c] of model.every()) this.draw(r, c);
      const columns = element("colgroup", {}, element("col", { className: "grid-names" }), ...model.columns.map(({ kind }) => element("col", { className: `grid-col-${kind}` })));
      const table = element(
        "table",
        { className: "grid-table", role: "grid" },
        element("caption", { className: "visually-hidden", textContent: this.root.dataset.label }),
        columns,
        element("thead", {}, head),
        element("tbody", {}, ...this.lines),
        element("tfoot", {}, element("tr", {}, element("th", { scope: "row", textContent: words.total }), ...this.feet)),
      );
      table.setAttribute("aria-rowcount", model.rows.length + 2);
      return table;
    }

    // A table of known width is laid out without asking every cell how wide it would like to be.
    fix() {
      const columns = [...this.table.querySelectorAll("col")];
      const width = columns.reduce((sum, col) => sum + parseFloat(getComputedStyle(col).width), 0);
      this.table.style.width = `${width}px`;
    }

    rowHead(row) {
      const head = element("th", { scope: "row" }, element("span", { className: "grid-name", textContent: row.name }));
      if (row.warning) head.append(element("span", { className: "grid-warning", title: row.warning, textContent: row.warning }));
      if (row.detail) head.append(element("small", { textContent: row.detail }));
      if (row.locked) head.title = row.locked;
      return head;
    }

    draw(r, c) {
      const { model } = this;
      const cell = model.cell(r, c);
      const td = this.cells[r][c];
      const text = td.firstChild ?? td.appendChild(document.createTextNode(""));
      if (text.data !== cell.text) text.data = cell.text;
      const isLocked = Boolean(model.lock(r, c, this.words));
      td.classList.toggle("is-locked", isLocked);
      td.classList.toggle("is-changed", model.isChanged(cell));
      td.classList.toggle("is-invalid", Boolean(cell.error));
      td.classList.toggle("has-note", Boolean(cell.note));
      td.classList.toggle("is-carried", cell.marks.includes("carried") && !cell.confirms);
      td.classList.toggle("is-returned", cell.marks.includes("returned"));
      if (isLocked) td.setAttribute("aria-readonly", "true");
      if (cell.error) td.setAttribute("aria-invalid", "true");
      else td.removeAttribute("aria-invalid");
    }

    // Draw the cells of a step again, with what hangs on them.
    redraw(step) {
      for (const { r, c } of step) this.draw(r, c);
      for (const c of new Set(step.map((one) => one.c))) this.total(c);
      if (this.mode === READY) this.load();
      this.tell();
    }

    totals() {
      this.model.columns.forEach((_column, c) => this.total(c));
    }

    total(c) {
      const text = this.model.total(c);
      if (this.feet[c].textContent !== text) this.feet[c].textContent = text;
    }

    // ---------------------------------------------------------- where one is

    // Row of the model under a place among the shown rows.
    row(place) {
      return this.shown[place];
    }

    get here() {
      return [this.row(this.at[0]), this.at[1]];
    }

    go(place, c, { extend = false, focus = true } = {}) {
      if (!this.shown.length) return;
      const last = [this.shown.length - 1, this.model.columns.length - 1];
      const to = [Math.min(Math.max(place, 0), last[0]), Math.min(Math.max(c, 0), last[1])];
      this.at = to;
      if (!extend) this.anchor = to;
      const [r, column] = this.here;
      const td = this.cells[r][column];
      if (this.input.parentElement !== td) {
        this.input.parentElement?.classList.remove("is-active");
        td.append(this.input);
        td.classList.add("is-active");
      }
      this.load();
      this.mark();
      if (focus) {
        this.input.focus({ preventScroll: true });
        this.input.select();
        td.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
      this.leaves = false;
      this.tell();
    }

    // The active cell's text into its input, unless somebody is typing there.
    load() {
      const [r, c] = this.here;
      const cell = this.model.cell(r, c);
      const { input } = this;
      input.value = cell.text;
      input.readOnly = Boolean(this.model.lock(r, c, this.words));
      input.inputMode = this.model.columns[c].kind === "number" ? "decimal" : "text";
      input.setAttribute("aria-label", this.address(r, c));
      input.setAttribute("aria-invalid", String(Boolean(cell.error)));
      if (document.activeElement === input) input.select();
    }

    address(r, c) {
      return grids.fill(this.words.cell, { row: this.model.rows[r].name, column: this.model.columns[c].label });
    }

    // What is to be said of the active cell, for the bar above the table.
    tell() {
      if (!this.shown.length) return;
      const [r, c] = this.here;
      const { words, model } = this;
      const cell = model.cell(r, c);
      const said = [];
      const lock = model.lock(r, c, words);
      if (lock) said.push(grids.fill(words.locked, { reason: lock }));
      if (cell.error) said.push(grids.fill(words.invalid, { error: cell.error }));
      else if (model.isChanged(cell)) said.push(grids.fill(words.changed, { saved: cell.saved || words.empty }));
      if (cell.marks.includes("carried")) said.push(words.carried);
      if (cell.marks.includes("returned")) said.push(words.returned);
      if (cell.note) said.push(words.noted);
      const column = model.columns[c];
      this.root.dispatchEvent(
        new CustomEvent("grid:cell", {
          detail: { r, c, name: model.rows[r].name, title: column.title, said, note: cell.note, takesNote: column.note && !lock },
        }),
      );
    }

    get range() {
      const [a, b] = [this.at, this.anchor];
      return {
        top: Math.min(a[0], b[0]), bottom: Math.max(a[0], b[0]),
        left: Math.min(a[1], b[1]), right: Math.max(a[1], b[1]),
      };
    }

    *selected() {
      const { top, bottom, left, right } = this.range;
      for (let p = top; p <= bottom; p += 1) for (let c = left; c <= right; c += 1) yield [p, c];
    }

    // One sheet over the whole selection: thousands of cells are not drawn anew for it.
    mark() {
      const { top, bottom, left, right } = this.range;
      this.selection.hidden = top === bottom && left === right;
      if (this.selection.hidden) return;
      const [first, last] = [this.cells[this.row(top)][left], this.cells[this.row(bottom)][right]];
      Object.assign(this.selection.style, {
        left: `${this.table.offsetLeft + first.offsetLeft}px`,
        top: `${this.table.offsetTop + first.offsetTop}px`,
        width: `${last.offsetLeft + last.offsetWidth - first.offsetLeft}px`,
        height: `${last.offsetTop + last.offsetHeight - first.offsetTop}px`,
      });
    }

    filter(text) {
      const wanted = grids.fold(text).split(/\s+/).filter(Boolean);
      this.commit();
      this.selection.hidden = true;
      this.shown = [];
      this.model.rows.forEach((row, index) => {
        const isShown = wanted.every((word) => row.key.includes(word));
        this.lines[index].hidden = !isShown;
        if (isShown) this.shown.push(index);
      });
      this.at = this.anchor = [0, 0];
      if (this.shown.length) this.go(0, 0, { focus: false });
      return this.shown.length;
    }

    // ---------------------------------------------------------- typing

    begin(mode) {
      if (this.input.readOnly) return;
      this.mode = mode;
      this.input.parentElement.classList.add("is-typing");
      if (mode === EDITING) {
        this.input.setSelectionRange(this.input.value.length, this.input.value.length);
        this.offer("");
      }
    }

    end() {
      this.mode = READY;
      this.input.parentElement?.classList.remove("is-typing");
      this.options.hidden = true;
      this.options.replaceChildren();
    }

    cancel() {
      this.end();
      this.load();
    }

    commit() {
      if (this.mode === READY) return;
      const [r, c] = this.here;
      const text = this.completed(c, this.input.value.normalize("NFC").trim());
      this.end();
      this.edit([{ r, c, text }]);
      this.load();
    }

    // A word is completed from its first letters; the shortest that fits is meant.
    completed(c, text) {
      if (this.model.columns[c].kind !== "choice" || !text) return text;
      return this.fitting(c, text).sort((a, b) => a.length - b.length)[0] ?? text;
    }

    // The answers that begin with what was typed, else those that hold it.
    fitting(c, text) {
      const { options } = this.model.columns[c];
      const typed = grids.fold(text);
      const begin = options.filter((option) => grids.fold(option).startsWith(typed));
      return begin.length ? begin : options.filter((option) => grids.fold(option).includes(typed));
    }

    offer(text) {
      const [, c] = this.here;
      if (this.model.columns[c].kind !== "choice") return;
      const fits = this.fitting(c, text);
      this.options.replaceChildren(...fits.map((option) => element("li", { textContent: option })));
      this.input.parentElement.append(this.options);
      this.options.hidden = !fits.length;
    }

    choose(step) {
      const items = [...this.options.children];
      const now = items.findIndex((item) => item.classList.contains("is-chosen"));
      const next = items[(now + step + items.length) % items.length] ?? items[0];
      for (const item of items) item.classList.toggle("is-chosen", item === next);
      if (next) this.input.value = next.textContent;
    }

    // Texts into cells; the page reads and saves what changed.
    edit(edits) {
      const open = edits.filter(({ r, c }) => !this.model.lock(r, c, this.words));
      const step = this.model.apply(open);
      if (!step.length) return;
      this.redraw(step);
      this.root.dispatchEvent(new CustomEvent("grid:edit", { detail: step }));
    }

    clear() {
      this.edit([...this.selected()].map(([p, c]) => ({ r: this.row(p), c, text: "" })));
    }

    fillDown() {
      const { top, bottom, left, right } = this.range;
      const from = top === bottom ? top - 1 : top;
      if (from < 0) return;
      const edits = [];
      for (let p = from + 1; p <= bottom; p += 1) {
        for (let c = left; c <= right; c += 1) {
          edits.push({ r: this.row(p), c, text: this.model.cell(this.row(from), c).text });
        }
      }
      this.edit(edits);
    }

    // The carried values of the selection hold for this year too.
    confirm() {
      const carried = [...this.selected()].map(([p, c]) => ({ r: this.row(p), c, confirms: true }));
      this.edit(carried.filter(({ r, c }) => this.model.cell(r, c).marks.includes("carried")));
    }

    toggle() {
      const [r, c] = this.here;
      const ticked = this.model.cell(r, c).text;
      this.edit([...this.selected()].map(([p, column]) => ({ r: this.row(p), c: column, text: ticked ? "" : "✓" }))
        .filter((one) => this.model.columns[one.c].kind === "tick"));
    }

    walk(back) {
      this.cancel();
      const step = back ? this.model.undo() : this.model.redo();
      if (!step.length) return;
      this.redraw(step);
      this.root.dispatchEvent(new CustomEvent("grid:edit", { detail: step }));
      this.root.dispatchEvent(new CustomEvent("grid:say", {
        detail: grids.fill(back ? this.words.undone : this.words.redone, { count: step.length }),
      }));
    }
  };
})();
