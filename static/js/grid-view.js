"use strict";
// The table in somebody's hands: keys as in a spreadsheet, the mouse, the clipboard.
(() => {
  const grids = (window.grids ??= {});
  const { READY, TYPING, EDITING } = grids;

  grids.View = class extends grids.Table {
    listen() {
      const { input, table } = this;
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("input", () => {
        if (this.mode === READY) this.begin(TYPING);
        this.offer(input.value);
      });
      input.addEventListener("compositionstart", () => this.mode === READY && this.begin(TYPING));
      input.addEventListener("blur", () => this.commit());
      for (const kind of ["copy", "cut", "paste"]) {
        input.addEventListener(kind, (event) => this.mode === READY && this[kind](event));
      }
      this.options.addEventListener("mousedown", (event) => {
        event.preventDefault();
        input.value = event.target.textContent;
        this.commit();
      });
      table.addEventListener("mousedown", (event) => this.press(event));
      table.addEventListener("mouseover", (event) => {
        const place = event.buttons === 1 && this.isDragging && this.placeOf(event.target);
        if (place) this.go(...place, { extend: true });
      });
      document.addEventListener("mouseup", () => (this.isDragging = false));
      table.addEventListener("dblclick", (event) => this.placeOf(event.target) && this.begin(EDITING));
    }

    placeOf(target) {
      const td = target.closest("td");
      const line = td?.closest("tbody tr");
      if (!line) return null;
      return [this.shown.indexOf(this.lines.indexOf(line)), td.cellIndex - 1];
    }

    press(event) {
      const place = event.button === 0 && this.placeOf(event.target);
      if (!place || this.options.contains(event.target)) return;
      const isHere = place[0] === this.at[0] && place[1] === this.at[1];
      if (event.target === this.input && this.mode !== READY) return;
      event.preventDefault();
      this.commit();
      this.isDragging = true;
      if (isHere && document.activeElement === this.input && !event.shiftKey) {
        if (this.model.columns[place[1]].kind === "tick") this.toggle();
        return;
      }
      this.go(...place, { extend: event.shiftKey });
    }

    key(event) {
      if (event.isComposing) return;
      const isHandled = this.mode === READY ? this.readyKey(event) : this.typingKey(event);
      if (isHandled) event.preventDefault();
    }

    readyKey(event) {
      const { key, shiftKey, altKey } = event;
      const ctrl = event.ctrlKey || event.metaKey;
      if (ctrl) return this.controlKey(key.toLowerCase(), shiftKey);
      const [p, c] = this.at;
      const extend = shiftKey;
      const columns = this.model.columns.length;
      const far = Math.max(1, Math.floor(this.root.clientHeight / 40) - 3);
      const moves = {
        ArrowUp: [p - 1, c], ArrowDown: [p + 1, c], ArrowLeft: [p, c - 1], ArrowRight: [p, c + 1],
        PageUp: [p - far, c], PageDown: [p + far, c], Home: [p, 0], End: [p, columns - 1],
      };
      if (altKey && key === "ArrowDown") return this.begin(EDITING) ?? true;
      if (key in moves) return this.go(...moves[key], { extend }) ?? true;
      if (key === "Enter") return this.go(p + (shiftKey ? -1 : 1), c) ?? true;
      if (key === "Tab") return this.tab(shiftKey);
      if (key === "F2") return this.begin(EDITING) ?? true;
      if (key === "Delete" || key === "Backspace") return this.clear() ?? true;
      if (key === "Escape") {
        this.go(p, c);
        this.leaves = true; // the next Tab leaves the table
        return true;
      }
      if (key === " " && this.model.columns[c].kind === "tick") return this.toggle() ?? true;
      return false;
    }

    tab(back) {
      if (this.leaves) return false;
      const columns = this.model.columns.length;
      const next = this.at[0] * columns + this.at[1] + (back ? -1 : 1);
      if (next < 0 || next >= columns * this.shown.length) return false;
      this.go(Math.floor(next / columns), next % columns);
      return true;
    }

    controlKey(key, shift) {
      const last = [this.shown.length - 1, this.model.columns.length - 1];
      const [p, c] = this.at;
      const keys = {
        z: () => this.walk(!shift),
        y: () => this.walk(false),
        d: () => this.fillDown(),
        enter: () => this.confirm(),
        a: () => {
          this.go(0, 0);
          this.go(...last, { extend: true });
        },
        s: () => this.root.dispatchEvent(new CustomEvent("grid:save")),
        home: () => this.go(0, 0, { extend: shift }),
        end: () => this.go(...last, { extend: shift }),
        arrowup: () => this.go(0, c, { extend: shift }),
        arrowdown: () => this.go(last[0], c, { extend: shift }),
        arrowleft: () => this.go(p, 0, { extend: shift }),
        arrowright: () => this.go(p, last[1], { extend: shift }),
      };
      keys[key]?.();
      return key in keys;
    }

    typingKey(event) {
      const { key, shiftKey } = event;
      const [p, c] = this.at;
      const ctrl = event.ctrlKey || event.metaKey;
      const isList = !this.options.hidden;
      const arrows = { ArrowUp: [p - 1, c], ArrowDown: [p + 1, c], ArrowLeft: [p, c - 1], ArrowRight: [p, c + 1] };
      if (isList && key === "ArrowDown") return this.choose(1) ?? true;
      if (isList && key === "ArrowUp") return this.choose(-1) ?? true;
      if (key === "Escape") return this.cancel() ?? true;
      if (key === "F2") {
        this.mode = EDITING;
        return true;
      }
      if (ctrl && key.toLowerCase() === "s") {
        this.commit();
        return this.controlKey("s", false);
      }
      if (key === "Enter" || key === "Tab" || (this.mode === TYPING && key in arrows)) {
        this.commit();
        if (key === "Enter") this.go(p + (shiftKey ? -1 : 1), c);
        else if (key === "Tab") return this.tab(shiftKey);
        else this.go(...arrows[key]);
        return true;
      }
      return false;
    }

    copy(event) {
      event.preventDefault();
      const { top, bottom, left, right } = this.range;
      const rows = [];
      for (let p = top; p <= bottom; p += 1) {
        rows.push(this.model.rows[this.row(p)].cells.slice(left, right + 1).map((cell) => cell.text));
      }
      event.clipboardData.setData("text/plain", grids.toText(rows));
      const count = rows.length * (right - left + 1);
      this.root.dispatchEvent(new CustomEvent("grid:say", { detail: grids.fill(this.words.copied, { count }) }));
    }

    cut(event) {
      this.copy(event);
      this.clear();
    }

    // The block laid over the table from the selection's first cell on; the page asks the server.
    paste(event) {
      event.preventDefault();
      const block = grids.parseBlock(event.clipboardData.getData("text/plain"));
      const merged = grids.mergedPlaces(event.clipboardData.getData("text/html"));
      const laid = this.lay(grids.trimmed(block), merged);
      this.root.dispatchEvent(new CustomEvent("grid:paste", { detail: laid }));
    }

    lay({ rows, columns, lines }, merged) {
      const { top, bottom, left, right } = this.range;
      const [tall, wide] = [bottom - top + 1, right - left + 1];
      // A block that fits the selection several times fills it, as a single value does.
      const repeats = tall % rows.length === 0 && wide % rows[0].length === 0;
      const [height, width] = repeats ? [tall, wide] : [rows.length, rows[0].length];
      const edits = [];
      const refused = [];
      const over = {
        rows: Math.max(0, top + height - this.shown.length),
        columns: Math.max(0, left + width - this.model.columns.length),
      };
      for (let down = 0; down < height - over.rows; down += 1) {
        for (let across = 0; across < width - over.columns; across += 1) {
          const [from, at] = [down % rows.length, across % rows[0].length];
          const [r, c] = [this.row(top + down), left + across];
          const text = rows[from][at];
          if (merged.has(`${from},${at}`)) refused.push({ r, c, text, error: this.words.paste_merged });
          // An empty cell over one that is only read asks for nothing.
          else if (!text && this.model.lock(r, c, this.words)) continue;
          else if (text !== this.model.cell(r, c).text) edits.push({ r, c, text });
        }
      }
      return { edits, refused, over, trimmed: { columns, lines }, same: (height - over.rows) * (width - over.columns) - edits.length - refused.length };
    }
  };
})();
