import '/tests/base.test.js';
import '/tests/logrow.test.js';
import '/tests/loglist.test.js';
import '/tests/overview.test.js';
import { tests } from '/tests/tests.js';

export const names = tests.map((t) => t.name);
export const run = (i) => tests[i].run();
