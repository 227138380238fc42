"use strict";
// Runs before the page is drawn, so that a dark room never sees a white flash.
(() => {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto";
    }
  };
  const apply = () => {
    const theme = chosen();
    const automatic = system.matches ? "dark" : "light";
    document.documentElement.dataset.bsTheme = theme === "auto" ? automatic : theme;
  };
  const choose = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // A browser that stores nothing keeps following the system.
    }
    apply();
  };
  system.addEventListener("change", apply);
  window.theme = { chosen, choose };
  apply();
})();
