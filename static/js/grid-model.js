"use strict";
// The cells of a grid, what changed in them, and the way back. Knows nothing of the page.
(() => {
  const grids = (window.grids ??= {});

  const unpacked = (packed) => {
    const [text, number = "", note = "", marks = [], locked = ""] =
      typeof packed === "string" ? [packed] : packed;
    return {
      text, number, note, marks, locked,
      saved: text, savedNote: note, savedNumber: number, error: "", isRead: true, confirms: false,
    };
  };

  // The search key of the server: no marks, đ as d, small letters.
  grids.fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").trim();

  grids.fill = (words, values = {}) =>
    words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  grids.Model = class {
    constructor(data) {
      this.columns = data.columns;
      this.rows = data.rows.map((row) => ({ ...row, cells: row.cells.map(unpacked) }));
      this.places = new Map(this.rows.map((row, index) => [row.id, index]));
      this.heads = new Map(this.columns.map((column, index) => [column.id, index]));
      this.done = [];
      this.undone = [];
    }

    cell(r, c) {
      return this.rows[r].cells[c];
    }

    // Where a cell that the server names stands; null for one that is not on this page.
    find(row, column) {
      const r = this.places.get(row);
      const c = this.heads.get(column);
      return r === undefined || c === undefined ? null : [r, c];
    }

    lock(r, c, words) {
      const column = this.columns[c];
      const reason = this.rows[r].locked || this.cell(r, c).locked;
      return reason || (column.kind === "read" ? words.read_only : "");
    }

    isChanged(cell) {
      return cell.confirms || cell.text !== cell.saved || cell.note !== cell.savedNote;
    }

    // Put texts (and notes) into cells as one step; returns the cells that changed.
    apply(edits) {
      const step = [];
      for (const { r, c, ...wanted } of edits) {
        const cell = this.cell(r, c);
        const before = { text: cell.text, note: cell.note, confirms: cell.confirms };
        const after = { ...before, ...wanted };
        if (Object.keys(before).every((name) => before[name] === after[name])) continue;
        step.push({ r, c, before, after });
        this.put(cell, after);
      }
      if (step.length) {
        this.done.push(step);
        this.undone = [];
      }
      return step;
    }

    // A typed text has to be read by the server before it counts.
    put(cell, { text, note, confirms }) {
      Object.assign(cell, { text, note, confirms, error: "" });
      cell.isRead = !this.isChanged(cell);
      cell.number = cell.isRead ? cell.savedNumber : "";
    }

    undo() {
      return this.walk(this.done, this.undone, "before");
    }

    redo() {
      return this.walk(this.undone, this.done, "after");
    }

    walk(from, to, side) {
      const step = from.pop();
      if (!step) return [];
      to.push(step);
      for (const one of step) this.put(this.cell(one.r, one.c), one[side]);
      return step;
    }

    // What the server read: the text as it will stand, its number, or why it is refused.
    read(r, c, sent, { after, number, error }) {
      const cell = this.cell(r, c);
      if (cell.text !== sent) return false;
      if (!error) {
        cell.text = after;
        for (const step of [...this.done].reverse()) {
          const one = step.find((edit) => edit.r === r && edit.c === c);
          if (!one) continue;
          if (one.after.text === sent) one.after.text = after;
          break;
        }
      }
      cell.number = number;
      cell.error = error;
      cell.isRead = true;
      return true;
    }

    // What now stands on the server; a cell that nobody typed in since it was sent shows it.
    settle(r, c, { text, note, number }, sent = { text, note }) {
      const cell = this.cell(r, c);
      const isUntouched = cell.text === sent.text && cell.note === sent.note;
      if (isUntouched) Object.assign(cell, { text, note });
      const wasMine = cell.text === text && cell.note === note;
      Object.assign(cell, { saved: text, savedNote: note, savedNumber: number ?? "", confirms: false });
      if (wasMine) Object.assign(cell, { number: number ?? "", error: "", isRead: true });
      cell.marks = cell.marks.filter((mark) => mark !== "carried");
    }

    *every() {
      for (let r = 0; r < this.rows.length; r += 1) {
        for (let c = 0; c < this.columns.length; c += 1) yield [r, c, this.cell(r, c)];
      }
    }

    pending() {
      return [...this.every()].filter(([, , cell]) => this.isChanged(cell));
    }

    // The unsaved cells of the rows of a step: what one cell says may decide about another, so a
    // row is read as it stands on the screen.
    beside(step) {
      const rows = new Set(step.map(({ r }) => r));
      return this.pending().filter(([r]) => rows.has(r));
    }

    // A cell as it is sent: what is wanted, and what its sender saw.
    sent(r, c, wanted = {}) {
      const cell = this.cell(r, c);
      return {
        row: this.rows[r].id,
        column: this.columns[c].id,
        text: wanted.text ?? cell.text,
        note: wanted.note ?? cell.note,
        seen: cell.saved,
        seen_note: cell.savedNote,
        confirms: cell.confirms,
      };
    }

    total(c) {
      const { total, options } = this.columns[c];
      const cells = this.rows.map((row) => row.cells[c]);
      if (total === "sum") {
        const numbers = cells.filter((cell) => cell.number !== "").map((cell) => Number(cell.number));
        if (!numbers.length) return "";
        return new Intl.NumberFormat("vi-VN").format(numbers.reduce((a, b) => a + b, 0));
      }
      if (total === "count") return `${cells.filter((cell) => cell.text).length}/${cells.length}`;
      if (total !== "first") return "";
      const first = options[0] ?? "";
      const met = cells.filter((cell) => cell.text && grids.fold(cell.text) === grids.fold(first || "đạt"));
      return `${met.length}/${cells.length}`;
    }
  };

  // ------------------------------------------------------------ blocks of a spreadsheet

  // Rows of texts as spreadsheets put them on the clipboard; a cell with a line break is quoted.
  grids.parseBlock = (text, takesQuotes = true) => {
    const rows = [[]];
    let cell = "";
    let isQuoted = false;
    const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let i = 0; i < plain.length; i += 1) {
      const char = plain[i];
      if (isQuoted) {
        if (char === '"' && plain[i + 1] === '"') {
          cell += '"';
          i += 1;
        } else if (char === '"') isQuoted = false;
        else cell += char;
      } else if (takesQuotes && char === '"' && cell === "") isQuoted = true;
      else if (char === "\t" || char === "\n") {
        rows.at(-1).push(cell);
        cell = "";
        if (char === "\n") rows.push([]);
      } else cell += char;
    }
    // A quotation mark that never ends was a mark and no quoting.
    if (isQuoted) return grids.parseBlock(text, false);
    rows.at(-1).push(cell);
    const width = Math.max(...rows.map((row) => row.length));
    return rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
  };

  // The places of a block that lie under a merged cell, as "row,column".
  grids.mergedPlaces = (html) => {
    const merged = new Set();
    if (!/(col|row)span/i.test(html)) return merged;
    const bare = html
      .replace(/<style[\s\S]*?<\/style>/gi, "")
      .replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "");
    const table = new DOMParser().parseFromString(bare, "text/html").querySelector("table");
    const taken = new Set();
    [...(table?.rows ?? [])].forEach((row, r) => {
      let c = 0;
      for (const cell of row.cells) {
        while (taken.has(`${r},${c}`)) c += 1;
        for (let down = 0; down < cell.rowSpan; down += 1) {
          for (let across = 0; across < cell.colSpan; across += 1) {
            taken.add(`${r + down},${c + across}`);
            if (cell.rowSpan > 1 || cell.colSpan > 1) merged.add(`${r + down},${c + across}`);
          }
        }
        c += cell.colSpan;
      }
    });
    return merged;
  };

  // A block without the empty columns and rows at its end, and how many those were.
  grids.trimmed = (block) => {
    const rows = block.map((row) => row.map((text) => text.normalize("NFC").trim()));
    const [tall, wide] = [rows.length, rows[0].length];
    while (rows.length > 1 && rows.at(-1).every((text) => !text)) rows.pop();
    let width = wide;
    while (width > 1 && rows.every((row) => !row[width - 1])) width -= 1;
    return {
      rows: rows.map((row) => row.slice(0, width)),
      columns: wide - width,
      lines: tall - rows.length,
    };
  };

  grids.toText = (rows) =>
    rows
      .map((row) =>
        row.map((t) => (/["\t\n]/.test(t) ? `"${t.replace(/"/g, '""')}"` : t)).join("\t"),
      )
      .join("\r\n");
})();
