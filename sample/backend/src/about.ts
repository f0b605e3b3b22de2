/** Served at /about: edit it and watch the answer change. */
export const about = 'A small shop to develop against.';
