'use strict';

// Reading objects that may be anything: what is not there, or of another type, is nothing.

const isObject = (value) => typeof value === 'object' && value !== null;

/** A text that says something, or `null`. */
const text = (value) => (typeof value === 'string' && value !== '' ? value : null);

/** A list, or none. */
const list = (value) => (Array.isArray(value) ? value : []);

/** The objects in a list. */
const objects = (value) => list(value).filter(isObject);

module.exports = { isObject, list, objects, text };
