/* 现在开不开门：读这一页上今后两周的钟点，写成一句话。没有脚本时，表照样在页面上。 */
(function () {
  'use strict';
  var said = document.querySelector('[data-days]');
  /* 居委会在东八区，手机不一定 */
  var now = new Date(Date.now() + 8 * 36e5);
  var today = now.toISOString().slice(0, 10);
  var minute = now.getUTCHours() * 60 + now.getUTCMinutes();
  var row = document.querySelector('[data-day="' + today + '"]');
  if (row) row.setAttribute('aria-current', 'date');
  if (!said) return;

  function add(tag, text) {
    said.appendChild(document.createElement(tag)).textContent = text;
  }

  function minutes(text) {
    var parts = text.split(':');
    return parts[0] * 60 + Number(parts[1]);
  }

  /* 一天里连着的两段算一段：8:30-11:30 11:30-13:00 是 8:30-13:00 */
  function spans(text) {
    var found = [];
    text.split(' ').filter(Boolean).forEach(function (piece) {
      var ends = piece.split('-');
      var last = found[found.length - 1];
      if (last && minutes(ends[0]) <= minutes(last[1])) {
        if (minutes(ends[1]) > minutes(last[1])) last[1] = ends[1];
      } else found.push(ends);
    });
    return found;
  }

  function sentence(days) {
    for (var index = 0; index < days.length; index++) {
      var day = days[index].split(';');
      if (day[0] < today) continue;
      var open = spans(day[2]);
      var who = day[3] && '今天在的：' + day[3];
      for (var n = 0; n < open.length; n++) {
        if (day[0] > today) return ['shut', '现在没开，' + day[1] + open[n][0] + '开'];
        if (minute < minutes(open[n][0])) return ['shut', '现在没开，今天' + open[n][0] + '开', who];
        if (minute < minutes(open[n][1])) return ['open', '现在开着，到' + open[n][1], who];
      }
    }
    return null;
  }

  var days = said.getAttribute('data-days').split('|');
  /* 网页太久没有重新做，前面的日子接不上，就不说，也不留空 */
  var found = today >= days[0].slice(0, 10) && sentence(days);
  if (!found) {
    said.className = '';
    return;
  }
  add('strong', found[1]);
  if (found[2]) add('span', found[2]);
  said.className += ' ' + found[0];
  said.hidden = false;
})();
