"use strict";
// Evidence: photos are made small on the device, sent one by one with progress, and sent again
// when the line drops. Without this file the form sends what was chosen, as it is.
(() => {
  const MOST_BYTES = 400 * 1024;
  const SIDES = [2048, 1600, 1280, 1024];
  const QUALITIES = [0.82, 0.7, 0.6];
  const RETRY_SECONDS = [2, 4, 8, 15, 30];
  const FORM = "form[data-photos]";
  const queues = new Map(); // id of the line's files -> what is still to be sent
  const sending = new Set();

  // ------------------------------------------------------------ making small
  const isPhoto = (file) => file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name);
  const isSmallEnough = (file) =>
    file.size <= MOST_BYTES && ["image/jpeg", "image/png", "image/webp"].includes(file.type);

  const drawn = (picture, side, quality) =>
    new Promise((done) => {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(done, "image/jpeg", quality);
    });

  // The file itself where the browser cannot read it: the server reads more kinds.
  const made = async (file) => {
    if (!isPhoto(file) || isSmallEnough(file)) return file;
    let picture;
    try {
      picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      return file;
    }
    let best = null;
    for (const side of SIDES) {
      for (const quality of QUALITIES) {
        const blob = await drawn(picture, side, quality);
        if (blob && (!best || blob.size < best.size)) best = blob;
        if (best && best.size <= MOST_BYTES) break;
      }
      if (best && best.size <= MOST_BYTES) break;
    }
    picture.close();
    if (!best || best.size >= file.size) return file;
    const name = file.name.replace(/\.[^.]*$/, "") || "anh";
    return new File([best], `${name}.jpg`, { type: "image/jpeg", lastModified: file.lastModified });
  };

  // ------------------------------------------------------------ the list of what is on its way
  const size = (bytes) =>
    bytes >= 1024 * 1024
      ? `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`
      : `${Math.max(1, Math.round(bytes / 1024))} kB`;

  const listOf = (id) => {
    const files = document.getElementById(id);
    const next = files && files.nextElementSibling;
    if (next && next.matches("[data-file-queue]")) return next;
    const list = document.createElement("ul");
    list.className = "file-queue";
    list.dataset.fileQueue = id;
    list.setAttribute("aria-live", "polite");
    if (files) files.after(list);
    return list;
  };

  const row = (item) => {
    const line = document.createElement("li");
    const text = document.createElement("span");
    const bar = document.createElement("progress");
    const again = document.createElement("button");
    const drop = document.createElement("button");
    again.type = drop.type = "button";
    again.className = drop.className = "btn btn-link";
    again.textContent = item.words.again;
    drop.textContent = item.words.drop;
    bar.max = 1;
    bar.value = 0;
    again.hidden = true;
    again.addEventListener("click", () => send(item));
    drop.addEventListener("click", () => leave(item));
    line.append(text, bar, again, drop);
    listOf(item.id).append(line);
    Object.assign(item, { line, text, bar, again, drop });
  };

  const say = (item, words, isBad = false) => {
    item.text.textContent = `${item.file.name} (${size(item.file.size)}): ${words}`;
    item.line.classList.toggle("is-bad", isBad);
  };

  const leave = (item) => {
    clearTimeout(item.timer);
    const list = item.line.parentElement;
    item.line.remove();
    if (list && !list.children.length) list.remove();
    skip(item);
  };

  // ------------------------------------------------------------ sending
  // Each file has a key of its own for good: sent again after a lost answer, it is kept once.
  const payload = (item) => {
    if (item.data) return item.data;
    const form = document.querySelector(`#${CSS.escape(item.id)} ${FORM}`);
    if (!form) return null;
    item.action = form.action;
    item.data = new FormData(form);
    item.data.set("file", item.file, item.file.name);
    item.data.set("idempotency_key", window.drafts.newKey());
    item.data.delete("csrfmiddlewaretoken"); // goes beside it, as it is at the time of sending
    return item.data;
  };

  // Refused for good: it stands in the list until somebody has read why; the others go on.
  const skip = (item) => {
    const queue = queues.get(item.id) || [];
    queues.set(
      item.id,
      queue.filter((other) => other !== item),
    );
    next(item.id);
  };

  const next = (id) => {
    const first = (queues.get(id) || [])[0];
    if (first && !sending.has(id)) send(first);
  };

  const later = (item, words) => {
    item.failed = (item.failed || 0) + 1;
    item.again.hidden = false;
    say(item, words, true);
    const wait = RETRY_SECONDS[Math.min(item.failed, RETRY_SECONDS.length) - 1];
    clearTimeout(item.timer);
    item.timer = setTimeout(() => next(item.id), wait * 1000);
  };

  // How far it is stands in its bar; no answer has the status 0.
  const upload = (item, data, token) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", item.action);
      request.setRequestHeader("HX-Request", "true");
      request.setRequestHeader("X-CSRFToken", token);
      request.timeout = 120000;
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) item.bar.value = event.loaded / event.total;
      });
      for (const end of ["load", "error", "timeout"]) {
        request.addEventListener(end, () => done({ status: request.status, text: request.responseText }));
      }
      request.send(data);
    });

  const send = async (item) => {
    if (sending.has(item.id) || (queues.get(item.id) || [])[0] !== item) return;
    clearTimeout(item.timer);
    const data = payload(item);
    if (!data) return;
    sending.add(item.id);
    item.again.hidden = true;
    say(item, item.words.sending);
    const answer = await window.drafts.asSelf((token) => upload(item, data, token));
    sending.delete(item.id);
    answered(item, answer);
  };

  const answered = (item, { status, text, isOther }) => {
    if (status === 401 || status === 403) {
      item.again.hidden = false;
      say(item, isOther ? item.words.other : item.words.door, true);
      if (!isOther) window.door?.ask();
      return;
    }
    if (status === 0 || status >= 500 || status === 429) {
      later(item, item.words.waiting);
      return;
    }
    if (status >= 400) {
      const answer = new DOMParser().parseFromString(text, "text/html");
      const reason = answer.querySelector(".notice");
      say(item, reason ? reason.textContent.trim() : item.words.refused, true);
      item.bar.hidden = true;
      skip(item);
      return;
    }
    window.htmx.swap(`#${item.id}`, text, { swapStyle: "outerHTML" });
    leave(item);
  };

  // ------------------------------------------------------------ choosing
  const chosen = async (input) => {
    const form = input.closest(FORM);
    const id = form.closest("[id]").id;
    const words = {
      small: form.dataset.small,
      sending: form.dataset.sending,
      waiting: form.dataset.waiting,
      refused: form.dataset.refused,
      door: form.dataset.door,
      other: document.querySelector("[data-other-photo]").dataset.otherPhoto,
      again: form.dataset.again,
      drop: form.dataset.drop,
    };
    const files = [...input.files];
    input.value = "";
    input.dispatchEvent(new Event("change", { bubbles: true }));
    for (const file of files) {
      const item = { id, file, words };
      row(item);
      say(item, words.small);
      item.file = await made(file);
      if (!item.line.isConnected) continue; // dropped while it was made small
      queues.set(id, [...(queues.get(id) || []), item]);
      say(item, words.sending);
      next(id);
    }
  };

  const show = (root) => {
    const forms = root.matches && root.matches(FORM) ? [root] : [...root.querySelectorAll(FORM)];
    for (const form of forms) {
      form.querySelector("input[type=file]").multiple = true;
      for (const button of form.querySelectorAll("button[type=submit]")) button.hidden = true;
    }
  };

  document.addEventListener("change", ({ target }) => {
    if (target.matches(`${FORM} input[type=file]`) && target.files.length) chosen(target);
  });
  const goOn = () => {
    for (const id of queues.keys()) next(id);
  };
  window.addEventListener("online", goOn);
  document.addEventListener("door:open", goOn);
  window.addEventListener("beforeunload", (event) => {
    if ([...queues.values()].some((queue) => queue.length)) event.preventDefault();
  });
  document.addEventListener("htmx:load", ({ detail }) => show(detail.elt));
  show(document);
})();
