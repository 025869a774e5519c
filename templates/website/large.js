/* 大字：点一次，以后每一页都是大字。没有脚本时，链接 #large 让这一页变大。 */
(function () {
  'use strict';
  var root = document.documentElement;
  function kept() {
    try { return localStorage.getItem('large') === '1'; } catch (e) { return false; }
  }
  function set(on) {
    try { localStorage.setItem('large', on ? '1' : '0'); } catch (e) { /* 不让存，就只管这一页 */ }
    root.className = on ? 'large' : '';
  }
  if (kept() || location.hash === '#large') set(true);
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('.bigger, .smaller');
    if (!link) return;
    event.preventDefault();
    set(link.className === 'bigger');
    if (location.hash === '#large') history.replaceState(null, '', location.pathname);
    (document.querySelector(link.className === 'bigger' ? '.smaller' : '.bigger') || link).focus();
  });
})();
