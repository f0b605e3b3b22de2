// What all parts of the page use: the renderer, requests to the daemon, words for numbers.
export {
  html, render, useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback,
} from '/page/vendor/preact-htm-3.1.1.js';

export const API = '/api/v1';

/** The newest answer to a GET as JSON; throws an error with the status. */
export async function getJson(path, signal) {
  const response = await fetch(API + path, { signal, cache: 'no-store' });
  if (!response.ok) {
    const error = new Error(await response.text());
    error.status = response.status;
    throw error;
  }
  return response.json();
}

/** Bytes as 3 digits and a unit. */
export function bytes(n) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let i = 0;
  while (n >= 1000 && i < units.length - 1) {
    n /= 1024;
    i++;
  }
  return `${n < 10 && i > 0 ? n.toFixed(1) : Math.round(n)} ${units[i]}`;
}

export const cores = (n) => (n < 0.995 ? `${(n * 100).toFixed(n < 0.1 ? 1 : 0)} %` : `${n.toFixed(1)} cores`);

/** A span of time in its largest unit: `12 ms`, `4.2 s`, `3 min`, `2 h`, `5 d`. */
export function span(ms) {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`;
  if (ms < 48 * 3_600_000) return `${Math.floor(ms / 3_600_000)} h`;
  return `${Math.floor(ms / 86_400_000)} d`;
}

/** How long ago, in steps that do not flicker. */
export function ago(at, now) {
  const ms = now - Date.parse(at);
  return ms < 2000 ? 'now' : span(Math.floor(ms / 1000) * 1000).replace(/\.\d/, '');
}

/** All that is wrong with a service. */
export const problems = (service) => [service.problem, service.sync?.refused, service.sync?.command].filter(Boolean);

export const plural = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;

/** `12:04:05.678`, by the clock of this machine. */
export function clock(at) {
  const d = new Date(at);
  const two = (n) => String(n).padStart(2, '0');
  const ms = String(d.getMilliseconds()).padStart(3, '0');
  return `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}.${ms}`;
}

/** A colour for a service that stays: by its place in the config. */
export const hue = (names, name) => `c${Math.max(0, names.indexOf(name)) % 8}`;
