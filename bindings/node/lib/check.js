'use strict';

// What callers pass is checked here, so that the addon gets the types that it declares.

/** A value in an error message. */
function describe(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `the string ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === 'object') return `an object of class ${value.constructor?.name ?? 'Object'}`;
  return typeof value === 'function' ? 'a function' : `${typeof value} ${String(value)}`.slice(0, 40);
}

function expected(what, found) {
  return new TypeError(`expected ${what}, found ${describe(found)}`);
}

function string(value, name) {
  if (typeof value !== 'string') throw expected(`${name} to be a string`, value);
  return value;
}

/** The bytes of an array as the addon may keep them for a call: not of memory that other threads change. */
function bytes(array) {
  return array.buffer instanceof SharedArrayBuffer ? Uint8Array.from(array) : array;
}

const plain = (name) => name.replace(/[^a-z]/gi, '').toLowerCase();

/** Refuses members that nobody reads: what is misspelt would pass for what was not given. */
function members(value, names, what) {
  for (const key of Object.keys(value)) {
    if (names.includes(key)) continue;
    const meant = names.find((name) => plain(name).startsWith(plain(key)) || plain(key).startsWith(plain(name)));
    const hint = meant === undefined || plain(key) === '' ? `known are ${names.join(', ')}` : `did you mean ${meant}?`;
    throw new TypeError(`unknown ${what}.${key}; ${hint}`);
  }
}

/** Options, which may be left out, with members of these names. */
function options(value, names) {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') throw expected('options to be an object', value);
  members(value, names, 'options');
  return value;
}

const FIELDS = ['remoteHost', 'provider', 'command', 'sendingIp'];

/** The fields of a context as the addon reads them: strings only. */
function fields(value, what) {
  const known = {};
  for (const field of FIELDS) {
    const it = value[field];
    if (it !== undefined && it !== null) known[field] = string(it, `${what}.${field}`);
  }
  return known;
}

/** A context as the addon reads it; `undefined` if there is none. */
function context(value, what = 'context') {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') throw expected(`${what} to be an object`, value);
  members(value, FIELDS, what);
  return fields(value, what);
}

/** Calls the addon, whose errors are all about arguments. The prefix, text or what gives it, says which. */
function call(prefix, run) {
  try {
    return run();
  } catch (error) {
    if (error?.code !== 'InvalidArg') throw error;
    throw new TypeError((typeof prefix === 'function' ? prefix() : prefix) + error.message);
  }
}

module.exports = { FIELDS, bytes, call, context, expected, fields, options, string };
