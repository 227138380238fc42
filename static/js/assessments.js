"use strict";
// What a form page adds when scripts run: take a known number over, add a row, one state at a time.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const changed = (control) => {
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const show = (root) => {
    for (const button of all("[data-take], [data-add-row]", root)) button.hidden = false;
  };

  document.addEventListener("click", ({ target }) => {
    const take = target.closest("[data-take]");
    if (take) {
      const box = document.getElementById(take.dataset.into);
      box.value = take.dataset.take;
      for (const state of all('[name$="-state"]:checked', box.closest(".line"))) {
        state.checked = false;
      }
      changed(box);
      box.focus();
      return;
    }
    const add = target.closest("[data-add-row]");
    if (add) addRow(add.closest("[data-rows]"));
  });

  // Cells are named f12-r3-topic: the copy gets the next number.
  const addRow = (rows) => {
    const lines = all("[data-row]", rows);
    const copy = lines[lines.length - 1].cloneNode(true);
    for (const cell of all("input", copy)) {
      cell.value = "";
      cell.name = cell.name.replace(/-r\d+-/, `-r${lines.length}-`);
    }
    lines[lines.length - 1].after(copy);
    copy.querySelector("input").focus();
  };

  // "Không có" and "Không áp dụng" exclude each other; the server says so too.
  document.addEventListener(
    "change",
    ({ target }) => {
      if (!target.name || !target.name.endsWith("-state") || !target.checked) return;
      for (const other of all(`[name="${target.name}"]`)) {
        if (other !== target) other.checked = false;
      }
    },
    true,
  );

  document.addEventListener("htmx:load", ({ detail }) => show(detail.elt));
  document.addEventListener("line:drawn", ({ detail }) => show(detail));
  show(document);
})();
