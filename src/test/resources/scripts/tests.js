// As much of a test library as the page's scripts need: names, and a comparison by value.
export const tests = [];

export const test = (name, run) => tests.push({ name, run });

const text = (value) => JSON.stringify(value, (_, v) => (v instanceof Map || v instanceof Set ? [...v] : v === undefined ? null : v));

export function equal(actual, expected) {
  if (text(actual) !== text(expected)) throw new Error(`is ${text(actual)}\nnot ${text(expected)}`);
}

export async function until(condition) {
  for (let i = 0; i < 500; i++) {
    if (condition()) return;
    await new Promise((later) => setTimeout(later, 10));
  }
  throw new Error(`never came true: ${condition}`);
}
