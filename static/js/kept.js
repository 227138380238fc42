"use strict";
// Which pages of this machine open without a network: those the service worker kept, by their titles.
(() => {
  const box = document.querySelector("[data-kept-pages]");
  if (!box || !("caches" in window)) return;
  const own = new Set(["/device/", location.pathname]);

  const titleOf = (text) => new DOMParser().parseFromString(text, "text/html").title.split(" · ")[0].trim();

  const rowOf = async (kept, request) => {
    const { pathname, search } = new URL(request.url);
    const answer = await kept.match(request, { ignoreVary: true });
    const link = document.createElement("a");
    link.href = pathname + search;
    link.textContent = titleOf(await answer.text()) || pathname;
    const row = document.createElement("li");
    row.append(link);
    return row;
  };

  const draw = async () => {
    if (!(await caches.has("pages"))) return;
    const kept = await caches.open("pages");
    const found = (await kept.keys()).filter(({ url }) => !own.has(new URL(url).pathname));
    const rows = await Promise.all(found.map((request) => rowOf(kept, request)));
    rows.sort((one, other) => one.textContent.localeCompare(other.textContent, "vi"));
    box.querySelector("ul").replaceChildren(...rows);
    box.hidden = !rows.length;
  };
  draw();
})();
