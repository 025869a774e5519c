/* Finds things by word, pinyin or first letters, with one slip */
(function () {
var FILLER = /请问|我[想要家]|怎么办?|怎样|如何|[去到在找]?哪[里儿个]|找谁|要?带?什么|办理|可以|多少钱|[吗呢啊了]|^办|[办弄]$/g;

/* characters of two halves; each gets one sign of its own, so that it is counted, cut and compared as one */
var rare = {}, rares = 0xe000;

function plain(text) {
	return text.normalize('NFKC').toLowerCase().replace(/[\ue000-\uf8ff]|[\ud840-\ud8bf][\udc00-\udfff]/g, function (sign) {
		return sign[1] ? rare[sign] = rare[sign] || String.fromCharCode(rares++) : '';
	}).replace(/[^0-9a-z\u3007\u3400-\u9fff\ue000-\ufaff]+/g, '');
}

/* names and their syllables */
function prepare(index) {
	var read = {};
	index[0].replace(/([a-z]+)([^a-z]+)/g, function (all, sound, signs) {
		plain(signs).replace(/./g, function (one) { read[one] = sound; });
	});
	function words(i, n) { return (index[i] || '').split('\n')[n] || ''; }
	return index[3].map(function (row, i) {
		return {row: row, told: plain(row[4] + row[6]), said: (words(4, i) + ' ' + words(5, i)).split(' ').map(plain).join(' '), names: [row[0]].concat(row[3]).map(function (name) {
			var text = plain(name), own = index[1][name];
			var parts = own && own.split ? own.split(' ') : text.split('').map(function (one) { return read[one] || one; });
			return {text: text, parts: parts, full: parts.join(''), short: parts.join(' ').replace(/(\w)\w* ?/g, '$1')};
		})};
	});
}

/* one sign wrong, missing, added or swapped */
function slip(a, b) {
	var i = 0, more = a.length - b.length;
	while (a.charAt(i) && a.charAt(i) === b.charAt(i)) i++;
	return a.slice(i + (more >= 0)) === b.slice(i + (more <= 0)) ||
		!more && a.charAt(i + 1) + a.charAt(i) + a.slice(i + 2) === b.slice(i);
}

function near(query, text) {
	for (var i = 0; i < text.length * 3; i++) {
		if (slip(query, text.substr(i / 3, query.length + i % 3 - 1))) return true;
	}
}

/* where pinyin or first letters begin, or -1 */
function spoken(query, name) {
	for (var i = 0, at = 0; i < name.parts.length; at += name.parts[i++].length) {
		if (!name.full.slice(at).indexOf(query)) return i;
	}
	i = name.short.indexOf(query);
	return i > 0 ? 150 + i : i;
}

/* 0 best, 999 not at all; `word` is 0 for the title */
function score(query, name, word, loose) {
	var latin = /^[0-9a-z]+$/.test(query), at = name.text.indexOf(query);
	if (at >= 0) return !word ? at && 100 + at : name.text === query ? 90 : 200 + at;
	if (latin && (at = spoken(query, name)) >= 0) return 300 + at + word;
	return loose && query.length > (latin ? 4 : 2) &&
		(near(query, name.text) || latin && (near(query, name.full) || near(query, name.short))) ? 500 + word : 999;
}

function better(a, b) { return a.score - b.score; }

function all(index, words, loose) {
	return index.things.map(function (thing) {
		var worst = {score: -1};
		words.forEach(function (query) {
			var told = thing.told.indexOf(query) < 0 ? thing.said.indexOf(query) < 0 ? 999 : 800 : 600;
			var best = {row: thing.row, score: told + thing.row[5]};
			thing.names.forEach(function (name, i) {
				var found = score(query, name, i && 1, loose) + thing.row[5];
				if (found < best.score) best = {row: thing.row, score: found, word: thing.row[3][i - 1]};
			});
			if (best.score > worst.score) worst = best;
		});
		return worst;
	}).filter(function (one) { return one.score < 999; }).sort(better);
}

function search(index, query) {
	var whole = plain(query), words = query.replace(FILLER, ' ').split(/\s/).map(plain).filter(Boolean), found;
	if (!whole) return [];
	index.things = index.things || prepare(index);
	if (!words[0]) words = [whole];
	[[whole], words].some(function (asked) {
		found = all(index, asked);
		if (!found[0] || found[0].score > 599) found = all(index, asked, true);
		return found[0];
	});
	if (found[0]) return found;
	/* else single words and pairs of characters; rare ones count more */
	words.join('').replace(/.(?=([^ -~]))/g, function (a, b) { words.push(a + b); });
	words.forEach(function (word) {
		all(index, [word]).filter(function (one, i, hits) {
			return one.score < 800 || hits[0].score > 799;
		}).forEach(function (one, i, hits) {
			var old = found.filter(function (it) { return it.row === one.row; })[0];
			if (!old) found.push(old = {row: one.row, score: 0});
			old.score -= (999 - one.score) / hits.length;
		});
	});
	return found.sort(better).slice(0, 8);
}

function start(form) {
	var index = window[form.dataset.find], input = form.querySelector('input'), list = part('found');
	function part(name) { return document.querySelector('[data-' + name + ']'); }
	function add(place, tag, text) {
		place = place.appendChild(document.createElement(tag));
		place.textContent = text;
		return place;
	}

	/* what texts say comes when no name answers */
	function more() {
		var script = document.createElement('script');
		script.src = form.dataset.words;
		form.dataset.words = '';
		script.onload = function () {
			index[5] = window.handbookWords;
			index.things = 0;
			show();
		};
		document.head.appendChild(script);
	}

	function show() {
		var asked = input.value, found = search(index, asked), count = found.length;
		if (form.dataset.words && plain(asked)[1] && !(count && found[0].score >= 0 && found[0].score < 500)) more();
		list.textContent = '';
		found.slice(0, 20).forEach(function (one) {
			var row = one.row, item = add(list, 'li', '');
			add(item, 'a', row[0]).href = form.dataset.base + index[2][row[1]] + row[2];
			add(item, 'span', (one.word ? '“' + one.word + '”：' : '') + row[4]).className = 'quiet';
		});
		part('rest').hidden = count;
		part('none').hidden = count || !plain(asked);
		part('count').textContent = count ? '找到' + count + '条' : plain(asked) && '没有找到“' + asked + '”';
	}

	if (!index) return;
	form.hidden = false;
	input.addEventListener('input', show);
	addEventListener('pageshow', show);
	form.addEventListener('submit', function (event) {
		var first = list.querySelector('a');
		event.preventDefault();
		first && first.click();
	});
}

if (typeof module === 'object') module.exports = search;
else start(document.querySelector('[data-find]'));
})();
