/* 每一页都有的：大字、断网时看过的页还能看、从文件夹里打开时链接能点。没有脚本，页面照样能看。 */
(function () {
  'use strict';
  var root = document.documentElement;
  var script = document.currentScript;

  /* 大字：点一次，以后每一页都是大字。没有脚本时，链接 #large 让这一页变大 */
  function kept() {
    try { return localStorage.getItem('large') === '1'; } catch (e) { return false; }
  }
  function set(on) {
    try { localStorage.setItem('large', on ? '1' : '0'); } catch (e) { /* 不让存，就只管这一页 */ }
    root.className = on ? 'large' : '';
  }
  if (kept() || location.hash === '#large') set(true);

  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a');
    if (!link) return;
    if (link.className === 'bigger' || link.className === 'smaller') {
      event.preventDefault();
      set(link.className === 'bigger');
      if (location.hash === '#large') history.replaceState(null, '', location.pathname);
      (document.querySelector(link.className === 'bigger' ? '.smaller' : '.bigger') || link).focus();
    } else if (location.protocol === 'file:' && link.protocol === 'file:' && /\/$/.test(link.pathname)) {
      /* 文件夹里没有服务器，“/”结尾的网址要写出 index.html */
      link.href = link.href.replace(/\/(#.*)?$/, '/index.html$1');
    }
  });

  if (script.hasAttribute('data-worker') && 'serviceWorker' in navigator && location.protocol !== 'file:') {
    navigator.serviceWorker.register(new URL('../sw.js', script.src)).catch(function () {});
  }
})();
