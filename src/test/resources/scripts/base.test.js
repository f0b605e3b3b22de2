import { ago, bytes, clock, cores, hue, plural, problems, span } from '/page/base.js';
import { equal, test } from '/tests/tests.js';

test('bytes have three digits at most', () => {
  equal([0, 999, 1000, 1536, 9.96 * 1024, 10 * 1024, 65 << 20, 3 * 2 ** 30].map(bytes),
    ['0 B', '999 B', '1.0 KB', '1.5 KB', '10.0 KB', '10 KB', '65 MB', '3.0 GB']);
});

test('less than a core is percent', () => {
  equal([0, 0.004, 0.0999, 0.5, 0.994, 0.996, 2.25].map(cores), ['0.0 %', '0.4 %', '10.0 %', '50 %', '99 %', '1.0 cores', '2.3 cores']);
});

test('a span has one unit', () => {
  equal([-5, 0, 7.4, 999, 1000, 9999, 10_000, 59_999, 60_000, 3_599_999, 3_600_000, 172_799_999, 172_800_000].map(span),
    ['0 ms', '0 ms', '7 ms', '999 ms', '1.0 s', '10.0 s', '10 s', '60 s', '1 min', '59 min', '1 h', '47 h', '2 d']);
});

test('what happened a moment ago does not flicker', () => {
  const at = '2026-01-01T12:00:00Z';
  const after = (ms) => ago(at, Date.parse(at) + ms);
  equal([0, 1999, 2000, 2999, 61_000].map(after), ['now', 'now', '2 s', '2 s', '1 min']);
});

test('a clock shows milliseconds', () => {
  equal(clock(new Date(2026, 0, 1, 9, 5, 3, 7)), '09:05:03.007');
});

test('one of a thing has no s', () => {
  equal([plural(0, 'pod'), plural(1, 'pod'), plural(2, 'pod')], ['0 pods', '1 pod', '2 pods']);
});

test('a colour stays with the place of a service, and an unknown one has one too', () => {
  const names = 'abcdefghij'.split('');
  equal([hue(names, 'a'), hue(names, 'i'), hue(names, 'nobody')], ['c0', 'c0', 'c0']);
  equal(hue(names, 'c'), 'c2');
});

test('all that is wrong with a service is found', () => {
  equal(problems({ problem: null, sync: null }), []);
  equal(problems({ problem: 1, sync: { refused: null, command: 2 } }), [1, 2]);
});
