"use strict";
// pages that were read once can be read again without a network
if ("serviceWorker" in navigator && location.protocol !== "file:")
  navigator.serviceWorker.register(new URL("../sw.js", document.currentScript.src)).catch(() => {});
