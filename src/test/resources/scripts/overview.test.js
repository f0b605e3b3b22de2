import { dependents } from '/page/actions.js';
import { places } from '/page/graph.js';
import { ahead, bringUp, criticalPath } from '/page/timeline.js';
import { equal, test } from '/tests/tests.js';

const service = (name, ...dependsOn) => ({ name, dependsOn, enabled: true });
const step = (number, subject, from, to) => ({ number, subject, title: 'step', ended: new Date(to).toISOString(), tookMillis: to - from });

test('what needs a service goes with it, through others too', () => {
  const services = [service('db'), service('api', 'db'), service('web', 'api'), service('mail'), { ...service('old', 'db'), enabled: false }];
  equal(dependents(services, 'db'), ['api', 'web']);
  equal(dependents(services, 'mail'), []);
  equal(dependents([service('a', 'b'), service('b', 'a')], 'a'), ['b', 'a']);
});

test('what is needed stands left of what needs it', () => {
  const { place } = places([service('web', 'api', 'db'), service('api', 'db'), service('db')]);
  equal(place.get('db').x < place.get('api').x && place.get('api').x < place.get('web').x, true);
});

test('services in a circle, or that need what is not there, have a place', () => {
  const { place, width, height } = places([service('a', 'b'), service('b', 'a'), service('c', 'gone')]);
  equal(place.size, 3);
  equal([width, height].every(Number.isFinite), true);
});

test('the newest bring-up is shown, not what came long after it', () => {
  const up = [step(1, 'cluster', 0, 5000), step(2, 'web', 5000, 6000), step(3, 'db', 5000, 5500)];
  equal(bringUp([...up, step(4, 'web', 60_000, 61_000)]).map((b) => b.number), [1, 2, 3]);
  equal(bringUp([step(4, 'web', 60_000, 61_000)]).map((b) => b.number), [4]);
  equal(bringUp([]), []);
});

test('a bring-up that goes on has room ahead', () => {
  equal([1, 5000, 5001, 70_000].map(ahead), [5000, 5000, 10_000, 80_000]);
});

test('the critical path is what the end waited for', () => {
  const services = [service('db'), service('web', 'db'), service('mail')];
  const bars = bringUp([
    step(1, 'cluster', 0, 5000), step(2, 'mail', 5000, 5500), step(3, 'db', 5000, 8000), step(4, 'web', 5000, 6000), step(5, 'web', 8100, 9000),
  ]);
  equal([...criticalPath(bars, services)], [5, 3, 1]);
});
