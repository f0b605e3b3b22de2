import { likeness, matcher, parse, row } from '/page/logrow.js';
import { equal, test } from '/tests/tests.js';

const ESC = '\x1b';
const looks = (raw) => parse(raw).runs.map((r) => [r.at, r.classes.join(' '), r.colour]);

test('a plain line stays as it is', () => {
  equal(parse('a [31m b'), { text: 'a [31m b', runs: [] });
});

test('colours begin and end where they say', () => {
  const raw = `a${ESC}[1;31mb${ESC}[0mc`;
  equal(parse(raw).text, 'abc');
  equal(looks(raw), [[1, 'a-bold a-fg-red', ''], [2, '', '']]);
});

test('a colour takes the place of another, and bold stays', () => {
  equal(looks(`${ESC}[1m${ESC}[32m${ESC}[94m${ESC}[22m${ESC}[39m`).map((l) => l[1]),
    ['a-bold', 'a-bold a-fg-green', 'a-bold a-fg-blue', 'a-fg-blue', '']);
});

test('the 256 colours and all others are known', () => {
  equal(looks(`${ESC}[38;5;196mx`)[0][2], 'rgb(255 0 0)');
  equal(looks(`${ESC}[38;5;244mx`)[0][2], 'rgb(128 128 128)');
  equal(looks(`${ESC}[38;5;1mx`)[0][2], 'var(--a-red)');
  equal(looks(`${ESC}[38;2;1;2;300mx`)[0][2], 'rgb(1 2 44)');
  equal(looks(`${ESC}[48;5;12;1mx`)[0][1], 'a-bold');
});

test('what moves a cursor, names a window or links is not shown', () => {
  equal(parse(`a${ESC}[2Kb${ESC}]0;title\x07c${ESC}]8;;http://x${ESC}\\d${ESC}[?25le${ESC}7f`).text, 'abcdef');
  equal(parse(`cut off ${ESC}]0;for ever`).text, 'cut off ');
});

test('what a person types is a literal in any case, or a pattern between slashes', () => {
  const finds = (typed, text) => [...text.matchAll(matcher(typed))].map((m) => m[0]);
  equal(finds('a.b(', 'A.B( axb('), ['A.B(']);
  equal(finds('/a.b/', 'axb AXB'), ['axb']);
  equal(finds('/(?i)a.b/', 'axb AXB'), ['axb', 'AXB']);
  equal(finds('/', 'a/b'), ['/']);
  equal([matcher('/(/'), matcher('')], [null, null]);
});

test('lines that differ in numbers, times and ids are alike', () => {
  const alike = (one, other) => matcher(likeness(one)).test(other);
  const line = 'GET /a.b?x=1 took 12.5 ms at 2026-01-01T12:00:00.123Z by 0x1f id 3f2504e0-4f89-11d3-9a0c-0305e82c3301';
  equal(alike(line, 'GET /a.b?x=77 took 3 ms at 2027-11-30T01:02:03Z by 0xab id 00000000-1111-2222-3333-444444444444'), true);
  equal(alike(line, 'PUT /a.b?x=1 took 12.5 ms'), false);
  equal(alike('one (of) [two]', 'one (of) [two]'), true);
  equal(alike('one', 'two'), false);
});

test('markup of a line is text', () => {
  const line = { seq: 7, at: '2026-01-01T12:00:00Z', service: 'web', kind: 'app', level: 'error', text: '<img src=x onerror=alert(1)>' };
  const element = row(line, () => 'c0', [matcher('img')]);
  equal(element.querySelectorAll('img').length, 0);
  equal(element.querySelector('.tx').textContent, line.text);
  equal([...element.querySelectorAll('mark')].map((m) => m.textContent), ['img']);
  equal([element.dataset.seq, element.className], ['7', 'ln k-app v-error']);
});

test('a line without an end is cut, and says so', () => {
  const element = row({ seq: 1, at: 0, service: '', kind: 'build', level: '', text: 'x'.repeat(20_000) }, () => '', []);
  const { textContent } = element.querySelector('.tx');
  equal([textContent.length < 9000, textContent.endsWith('12000 characters more')], [true, true]);
  equal(element.querySelector('.kd').textContent, 'build');
});
