/* 现在开不开门：读这一页上今后两周的钟点，写成一句话。没有脚本时，表照样在页面上。 */
(function () {
  'use strict';
  var said = document.querySelector('[data-days]');
  /* 居委会在东八区，手机不一定 */
  var now = new Date(Date.now() + 8 * 36e5);
  var today = now.toISOString().slice(0, 10);
  var minute = now.getUTCHours() * 60 + now.getUTCMinutes();
  [].forEach.call(document.querySelectorAll('[data-day]'), function (row) {
    if (row.getAttribute('data-day') === today) row.setAttribute('aria-current', 'date');
  });
  if (!said) return;

  function told(name) {
    return (said.getAttribute('data-' + name) || '').split('|');
  }

  function minutes(text) {
    var parts = text.split(':');
    return parts[0] * 60 + Number(parts[1]);
  }

  var people = told('people');
  var phones = told('phones');

  /* 一天的每一段：几点到几点、能办几件（空着的什么都办）、谁在、打哪个电话 */
  var times = [];
  told('days').forEach(function (line) {
    var day = line.split(';');
    day[2].split(' ').filter(Boolean).forEach(function (piece) {
      var parts = piece.split(',');
      var ends = parts[0].split('-');
      times.push({
        day: day[0], label: day[1], opens: ends[0], closes: ends[1],
        able: parts[1], who: people[parts[2]], phone: phones[parts[3]]
      });
    });
  });

  function add(tag, text, href) {
    var element = said.appendChild(document.createElement(tag));
    element.textContent = text;
    if (href) element.href = href;
  }

  function limited(time) {
    return time.able === '0' ? '只接急事' : '只办' + time.able + '件事';
  }

  function when(time) {
    return (time.day === today ? '今天' : time.label) + time.opens;
  }

  function call(words) {
    var phone = said.getAttribute('data-phone');
    if (phone) add('a', words + phone, 'tel:' + phone.replace(/[^0-9+]/g, ''));
  }

  function show(look, first, time, more) {
    said.className += ' ' + look;
    add('strong', first);
    if (time && time.able) {
      if (time.able !== '0') add('a', '看是哪几件', said.getAttribute('data-more'));
      if (time.phone) add('a', '先打' + time.phone, 'tel:' + time.phone.replace(/[^0-9+]/g, ''));
    }
    if (more) add('span', more);
    said.hidden = false;
  }

  function later(time) {
    return time.day > today || (time.day === today && minutes(time.opens) > minute);
  }

  function whole(time) {
    return !time.able && later(time);
  }

  function current(time) {
    return time.day === today && minutes(time.opens) <= minute && minute < minutes(time.closes);
  }

  var days = told('days');
  if (today < days[0].slice(0, 10)) {
    said.className = '';
    return;
  }
  if (today > days[days.length - 1].slice(0, 10)) {
    show('shut', '这张表过期了（到' + said.getAttribute('data-last') + '）');
    call('现在开不开，打');
    return;
  }
  var here = times.filter(current)[0];
  var again = times.filter(whole)[0];
  var next = times.filter(later)[0];
  var back = again ? '窗口' + when(again) + '开' : '';
  /* 排了班的居委会，这一段没有排人：不说开着 */
  var nobody = here && !here.who && people.some(Boolean);
  if (nobody) {
    show('some', '到' + here.closes + '，谁在还没有排');
    call('先打');
    if (here.able && back) add('span', back);
  } else if (here && !here.able) {
    var closes = here.closes;
    times.forEach(function (time) {
      if (time.day === today && !time.able && time.opens === closes) closes = time.closes;
    });
    show('open', '现在开着，到' + closes, null, here.who && '这时在的：' + here.who);
  } else if (here) {
    show('some', '窗口关了，到' + here.closes + limited(here), here, back);
  } else if (next && next.able) {
    show('shut', '现在没开，' + when(next) + '起' + limited(next), next, back);
  } else if (next) {
    show('shut', '现在没开，' + when(next) + '开');
  } else {
    show('shut', '现在没开');
    call('哪天开，打');
  }
})();
