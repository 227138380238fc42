"use strict";
// Pictures of evidence looked at on the page: swipe and arrows, pinch, double tap and + and -.
(() => {
  const dialog = document.querySelector("[data-viewer]");
  if (!dialog || !dialog.showModal) return;
  const part = (name) => dialog.querySelector(`[data-viewer-${name}]`);
  const picture = part("picture");
  const stage = part("stage");
  const links = () => [...document.querySelectorAll("a[data-picture]")];
  const MOST = 6;
  const SWIPE = 50;
  let at = 0;
  let scale = 1;
  let shift = { x: 0, y: 0 };
  const fingers = new Map();
  let began = null;

  const place = () => {
    const most = { x: (stage.clientWidth * (scale - 1)) / 2, y: (stage.clientHeight * (scale - 1)) / 2 };
    shift.x = Math.max(-most.x, Math.min(most.x, shift.x));
    shift.y = Math.max(-most.y, Math.min(most.y, shift.y));
    picture.style.transform = `translate(${shift.x}px, ${shift.y}px) scale(${scale})`;
    stage.classList.toggle("is-large", scale > 1);
  };

  const zoom = (factor) => {
    scale = Math.max(1, Math.min(MOST, scale * factor));
    if (scale === 1) shift = { x: 0, y: 0 };
    place();
  };

  const show = (number) => {
    const all = links();
    at = (number + all.length) % all.length;
    const link = all[at];
    const name = link.textContent.trim();
    scale = 1;
    shift = { x: 0, y: 0 };
    picture.src = link.href;
    picture.alt = name;
    part("file").href = link.href;
    part("name").textContent = name;
    part("place").textContent = `${at + 1}/${all.length}`;
    for (const button of dialog.querySelectorAll("[data-viewer-step]")) {
      button.hidden = all.length < 2;
    }
    place();
  };

  const open = (link) => {
    show(links().indexOf(link));
    if (!dialog.open) dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-picture]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });

  dialog.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-viewer-step]");
    const wider = target.closest("[data-viewer-zoom]");
    if (step) show(at + Number(step.dataset.viewerStep));
    if (wider) zoom(Number(wider.dataset.viewerZoom));
    if (target.closest("[data-viewer-close]") || target === dialog) dialog.close();
  });

  dialog.addEventListener("keydown", (event) => {
    const keys = {
      ArrowRight: () => show(at + 1),
      ArrowLeft: () => show(at - 1),
      "+": () => zoom(1.25),
      "=": () => zoom(1.25),
      "-": () => zoom(0.8),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // One finger moves a large picture, or swipes to the next one; two fingers zoom.
  const apart = () => {
    const [one, two] = [...fingers.values()];
    return Math.hypot(one.x - two.x, one.y - two.y);
  };
  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    began = { x: event.clientX, y: event.clientY, shift: { ...shift }, scale, apart: fingers.size > 1 ? apart() : 0, swiped: fingers.size === 1 };
  });
  stage.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId) || !began) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size > 1 && began.apart) {
      scale = Math.max(1, Math.min(MOST, (began.scale * apart()) / began.apart));
      began.swiped = false;
    } else if (scale > 1) {
      shift = { x: began.shift.x + event.clientX - began.x, y: began.shift.y + event.clientY - began.y };
      began.swiped = false;
    }
    place();
  });
  const lift = (event) => {
    if (!fingers.delete(event.pointerId) || !began) return;
    const across = event.clientX - began.x;
    const down = Math.abs(event.clientY - began.y);
    if (began.swiped && scale === 1 && Math.abs(across) > SWIPE && Math.abs(across) > down) {
      show(at + (across < 0 ? 1 : -1));
    }
    if (!fingers.size) began = null;
  };
  stage.addEventListener("pointerup", lift);
  stage.addEventListener("pointercancel", lift);
  stage.addEventListener("dblclick", () => zoom(scale > 1 ? 1 / MOST : 2.5));
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.15 : 0.87);
  }, { passive: false });
})();
