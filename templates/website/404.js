"use strict";
// a mistyped code: which codes that exist differ by one digit, or by two neighbours in the wrong order?
(() => {
  const { codes, root } = document.currentScript.dataset;
  const parts = decodeURIComponent(location.pathname).normalize("NFKC").split("/");
  const typed = parts.map((part) => part.replace(/[\s.-]/g, "")).find((part) => /^\d{5,12}$/.test(part));
  const exists = (code) =>
    [...code].reduce((row, digit) => +"{{ damm }}"[row + digit], "") === 0 &&
    codes.split(" ").some((one) => {
      const [number, last] = one.split(":");
      const item = code.slice(number.length, -1);
      return code.startsWith(number) && item.length > 2 && +item > 0 && +item <= last;
    });
  const found = new Map();
  const attempt = (at, digits, why) => {
    const code = typed.slice(0, at) + digits + typed.slice(at + digits.length);
    if (exists(code)) found.set(code, why);
  };
  if (!typed) return;
  for (let at = 0; typed[at]; at++) {
    for (const digit of "0123456789") attempt(at, digit, `第${at + 1}位是不是${digit}：`);
    if (typed[at + 1]) attempt(at, typed[at + 1] + typed[at], `第${at + 1}、${at + 2}位是不是反了：`);
  }
  const words = [...found.values()];
  const say = document.getElementById("found");
  say.append(`您输的是${typed}。`, words[1] ? "有一位不对，纸上是不是：" : words[0] || "没有这个编号。");
  for (const code of found.keys()) {
    const link = document.createElement("a");
    link.href = `${root}${code}/`;
    link.textContent = code;
    say.append(link, " ");
  }
})();
