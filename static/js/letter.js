"use strict";
// The QR picture on a letter leads here with the code behind "#", where no server sees it.
(() => {
  const field = document.querySelector("[data-letter-code]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (!field || !/^[0-9A-Za-z -]{6,40}$/.test(code)) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
})();
