"use strict";
// Word's styles never reach the editor: the page's policy blocks them, and the paper has its own.
document.addEventListener(
  "paste",
  (event) => {
    const html = event.clipboardData?.getData("text/html") || "";
    const clean = html.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, "").replace(/<style[\s\S]*?<\/style>/gi, "");
    if (clean === html || !event.target.closest(".ProseMirror")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const data = new DataTransfer();
    data.setData("text/html", clean);
    data.setData("text/plain", event.clipboardData.getData("text/plain"));
    const ways = { clipboardData: data, bubbles: true, cancelable: true };
    event.target.dispatchEvent(new ClipboardEvent("paste", ways));
  },
  true,
);
