// The editor of one passage: paragraphs, lists, bold and italic, nothing else. Without it (an old
// browser, a script that did not arrive) the box stays a plain one and its markup is cleaned alike.
const form = document.querySelector(".passage-form");
const box = form?.querySelector("[data-passage-editor]");

async function start() {
  const tiptap = await import(form.dataset.editorUrl);
  const { Editor, Document, Paragraph, Text, Bold, Italic, BulletList, ListItem, History } = tiptap;
  const place = document.createElement("div");
  place.className = "passage-editor";
  box.after(place);
  const editor = new Editor({
    element: place,
    injectCSS: false,
    extensions: [Document, Paragraph, Text, Bold, Italic, BulletList, ListItem, History],
    content: box.value,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": form.querySelector(`label[for="${box.id}"]`)?.textContent.trim() ?? "",
      },
    },
    onUpdate: () => {
      box.value = editor.getHTML();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  box.hidden = true;
  const tools = form.querySelector(".editor-tools");
  const acts = {
    bold: (chain) => chain.toggleBold(),
    italic: (chain) => chain.toggleItalic(),
    list: (chain) => chain.toggleBulletList(),
    undo: (chain) => chain.undo(),
  };
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const command = event.target.closest("[data-command]")?.dataset.command;
    if (command) acts[command](editor.chain().focus()).run();
  });
}

if (box) start();
