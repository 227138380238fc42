"use strict";
// Signing in again in place, where the session ended under somebody's hands: what they typed stays
// on the page, and whoever listens for "door:open" sends it.
(() => {
  const dialog = document.getElementById("sign-in-again");
  if (!dialog || !window.drafts) return;
  const { drafts } = window;
  const words = dialog.dataset;
  const said = dialog.querySelector("[data-said]");

  const ask = () => {
    if (dialog.open) return;
    dialog.showModal();
    dialog.querySelector('[name="password"]').focus();
  };

  const reasonIn = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const place = page.querySelector("[data-error-summary] li, .field-error");
    return place ? place.textContent.trim() : words.doorShut;
  };

  // Why nobody was let in; nothing when the person of this page is signed in.
  const signIn = async (fields) => {
    const before = await drafts.session();
    if (before.user === drafts.user) return "";
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", before.token);
    const answer = await fetch(document.body.dataset.signIn, {
      method: "POST",
      body,
      redirect: "manual",
    });
    const after = await drafts.session();
    if (after.user === drafts.user) return "";
    return after.user ? words.otherAccount : reasonIn(await answer.text());
  };

  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    said.textContent = "";
    const error = await signIn(new FormData(event.target)).catch(() => words.noNetwork);
    if (error) {
      said.textContent = error;
      return;
    }
    event.target.querySelector('[name="password"]').value = "";
    dialog.close();
    document.dispatchEvent(new CustomEvent("door:open"));
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  window.door = { ask };
})();
