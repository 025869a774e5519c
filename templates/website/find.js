/* Finds things by word, pinyin or first letters, with one slip; needs no server. */
(function () {
var FILLER = /请问|我[想要家]|怎么办?|怎样|如何|[去到在找]?哪[里儿个]|找谁|要?带?什么|办理|可以|多少钱|[吗呢啊了]|^办|[办弄]$/g;

function plain(text) {
	return text.normalize('NFKC').toLowerCase().replace(/[^0-9a-z\u3400-\u9fff]+/g, '');
}

/* each thing's title and other words, with their syllables */
function prepare(index) {
	var read = {};
	index[0].replace(/([a-z]+)([^a-z]+)/g, function (all, syllable, signs) {
		signs.split('').forEach(function (one) { read[one] = syllable; });
	});
	return index[3].map(function (row) {
		return [row[0]].concat(row[3] ? row[3].split('|') : []).map(function (name) {
			var text = plain(name), own = index[1][name];
			var parts = own ? own.split(' ') : text.split('').map(function (one) { return read[one] || one; });
			return {name: name, text: text, parts: parts, full: parts.join(''), short: parts.join(' ').replace(/(\w)\w* ?/g, '$1')};
		});
	});
}

/* one character wrong, missing, added or swapped */
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

/* the syllable where pinyin or first letters begin, or -1 */
function spoken(query, name) {
	for (var i = 0, at = 0; i < name.parts.length; at += name.parts[i++].length) {
		if (!name.full.slice(at).indexOf(query)) return i;
	}
	return name.short.indexOf(query);
}

/* 0 best, 999 not at all; `word` is 0 for the title */
function score(query, name, word, loose) {
	var latin = /^[0-9a-z]+$/.test(query), at = name.text.indexOf(query);
	if (at >= 0) return !word ? at && 100 + at : name.text === query ? 90 : 200 + at;
	if (latin && (at = spoken(query, name)) >= 0) return 300 + at + word * 40;
	return loose && query.length > (latin ? 4 : 2) &&
		(near(query, name.text) || latin && (near(query, name.full) || near(query, name.short))) ? 500 + word : 999;
}

function collect(index, way) {
	return index[3].map(function (row, number) {
		var one = way(row, number);
		return {row: row, score: one[0] + (row[5] || 0), word: one[1]};
	}).filter(function (one) { return one.score < 999; }).sort(function (a, b) { return a.score - b.score; });
}

/* what answers every word */
function all(index, words, loose) {
	return collect(index, function (row, number) {
		return words.map(function (query) {
			var best = plain(row[4]).indexOf(query) < 0 ? [999] : [600];
			index.things[number].forEach(function (name, i) {
				var found = score(query, name, i && 1, loose);
				if (found < best[0]) best = [found, i && name.name];
			});
			return best;
		}).reduce(function (a, b) { return b[0] > a[0] ? b : a; });
	});
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
	/* a long question: half of its pairs of characters */
	whole = words.join('');
	return found[0] ? found : collect(index, function (row) {
		var text = plain(row[0] + row[3] + row[4]), count = 0, i;
		for (i = 1; i < whole.length; i++) count += text.indexOf(whole.substr(i - 1, 2)) >= 0;
		return [i > 3 && count * 2 >= i - 1 ? 800 - count : 999];
	});
}

function start(form) {
	var index = window[form.dataset.find], input = form.querySelector('input');
	function part(name) { return document.querySelector('[data-' + name + ']'); }
	function add(place, tag, text) {
		place = place.appendChild(document.createElement(tag));
		place.textContent = text;
		return place;
	}

	function show() {
		var asked = input.value, found = search(index, asked), count = found.length, list = part('found');
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
		var first = part('found').querySelector('a');
		event.preventDefault();
		first && first.click();
	});
}

if (typeof module === 'object') module.exports = search;
else start(document.querySelector('[data-find]'));
})();
