"use strict";
// which codes are one digit, or two neighbours swapped, from a mistyped one?
const { codes, root } = document.currentScript.dataset;
const [, typed = "", serial] = decodeURIComponent(location.pathname).normalize("NFKC").replace(/[\s.-]/g, "")
  .match(/\/(\d{5,12})(\/\d+)?(?![^/])/) || [];
const found = new Map();
const attempt = (at, digits, why) => {
  const code = typed.slice(0, at) + digits + typed.slice(at + digits.length);
  if ([...code].reduce((row, digit) => +"{{ damm }}"[+(row + digit)], "")) return;
  for (const [number, last] of codes.split(" ").map((one) => one.split(":"))) {
    const item = code.slice(number.length, -1);
    if (code.startsWith(number) && item[2] && +item > 0 && +item <= last) found.set(code, code !== typed ? why : serial ? "编号对，版次没有：" : "");
  }
};
for (let at = 0; typed[at]; at++) {
  for (const digit of "0123456789") attempt(at, digit, `第${at + 1}位是不是${digit}：`);
  if (typed[at + 1]) attempt(at, typed[at + 1] + typed[at], `第${at + 1}、${at + 2}位是不是反了：`);
}
const [why = "没有这个编号。", more] = found.values();
const say = document.getElementById("found");
if (typed) say.append(`您输的是${typed}。`, more ? "有一位不对，纸上是不是：" : why);
for (const code of found.keys()) {
  const link = document.createElement("a");
  link.href = `${root}${code}/`;
  link.textContent = code;
  say.append(link, " ");
}
