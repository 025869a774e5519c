"use strict";
// which codes are one digit too many or too few, one wrong digit, or two neighbours swapped from a mistyped one?
const { codes, root } = document.currentScript.dataset;
const known = codes.split(" ").map((one) => one.split(":"));
const whole = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
// full-width digits, the letters o, l and i for 0 and 1, a stop or bracket behind: what thumbs and eyes make of a code
const parts = whole(location.pathname).normalize("NFKC").split("/").map((part) => part.replace(/[\s.,:;_。、()"'“”-]/g, ""));
const at = parts.findIndex((part) => /^[\doli]{5,12}$/i.test(part) && part.replace(/\D/g, "").length > 3);
const typed = (parts[at] || "").replace(/o/gi, "0").replace(/[li]/gi, "1");
const serial = /^\d+$/.test(parts[at + 1]) && at > -1;
const found = new Map();
const attempt = (code, why) => {
  if ([...code].reduce((row, digit) => +"{{ damm }}"[+(row + digit)], "")) return;
  for (const [number, last] of known) {
    const item = code.slice(number.length, -1);
    if (!code.startsWith(number) || !item[2] || !(+item > 0 && +item <= last) || found.has(code)) continue;
    found.set(code, code !== typed ? why : serial ? "编号对，版次没有：" : "");
  }
};
const before = (end) => typed.slice(0, end);
const after = (start) => typed.slice(start);
const long = (more) => typed && known.some(([number]) => number.length + 4 === typed.length + more);
for (let at = 0; at <= typed.length; at++) {
  if (long(1)) for (const digit of "0123456789") attempt(before(at) + digit + after(at), `第${at + 1}位是不是少了${digit}：`);
  if (!typed[at]) continue;
  if (long(0)) {
    for (const digit of "0123456789") attempt(before(at) + digit + after(at + 1), `第${at + 1}位是不是${digit}：`);
    if (typed[at + 1]) attempt(before(at) + typed[at + 1] + typed[at] + after(at + 2), `第${at + 1}、${at + 2}位是不是反了：`);
  }
  if (long(-1)) attempt(before(at) + after(at + 1), `第${at + 1}位的${typed[at]}是不是多了：`);
}
const [why = "没有这个编号。", more] = found.values();
const say = document.getElementById("found");
if (typed) say.append(`您输的是${typed}。`, more ? "有一位不对，纸上是不是：" : why);
for (const code of found.keys()) {
  const link = document.createElement("a");
  link.href = `${root}${code}/`;
  link.textContent = code;
  say.append(link, " ");
  // what the page is called says more than its digits
  fetch(link.href).then((answer) => answer.text())
    .then((text) => { link.textContent = `${new DOMParser().parseFromString(text, "text/html").title}（${code}）`; })
    .catch(() => {});
}
