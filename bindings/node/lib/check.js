'use strict';

// What callers pass is checked here, so that the addon gets the types that it declares.

/** A value in an error message. */
function describe(value) {
  if (value === null) return 'null';
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

const FIELDS = ['remoteHost', 'provider', 'command', 'sendingIp'];

/** A context as the addon reads it: strings only; `undefined` if it says nothing. */
function context(value) {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') throw expected('context to be an object', value);
  const known = {};
  for (const field of FIELDS) {
    const it = value[field];
    if (it !== undefined && it !== null) known[field] = string(it, `context.${field}`);
  }
  return known;
}

/** Calls the addon, whose errors are all about arguments. */
function call(prefix, run) {
  try {
    return run();
  } catch (error) {
    if (error?.code !== 'InvalidArg') throw error;
    throw new TypeError(prefix + error.message);
  }
}

module.exports = { bytes, call, context, expected, string };
