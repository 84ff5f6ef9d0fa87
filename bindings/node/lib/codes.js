'use strict';

// What codes and texts mean, as frozen objects.

const binding = require('./addon.js');
const tables = require('../codes.js');
const check = require('./check.js');
const { freeze } = require('./freeze.js');

function replyCode(code) {
  const text = typeof code === 'number' ? String(code) : check.string(code, 'code');
  return freeze(check.call('', () => binding.replyCode(text)));
}

function enhancedCode(code) {
  return freeze(check.call('', () => binding.enhancedCode(check.string(code, 'code'))));
}

function parseReply(reply) {
  if (typeof reply === 'string') return freeze(binding.parseReply(Buffer.from(reply)));
  if (reply instanceof Uint8Array) return freeze(binding.parseReply(check.bytes(reply)));
  throw check.expected('reply to be a string or a Uint8Array', reply);
}

function rule(id) {
  const found = binding.rule(check.string(id, 'id'));
  return found === null ? null : freeze(found);
}

function ruleIds() {
  return binding.ruleIds();
}

function providerFromHost(host) {
  return binding.providerFromHost(check.string(host, 'host'));
}

function toVocabulary(category, vocabulary) {
  check.string(category, 'category');
  check.string(vocabulary, 'vocabulary');
  return freeze(check.call('', () => binding.toVocabulary(category, vocabulary)));
}

function fromVocabulary(vocabulary, label) {
  check.string(vocabulary, 'vocabulary');
  check.string(label, 'label');
  const found = check.call('', () => binding.fromVocabulary(vocabulary, label));
  return found === null ? null : freeze(found);
}

/** Where each kind of meaning is found by its key. */
const FIND = {
  reply_code: replyCode,
  enhanced_code: enhancedCode,
  rule,
  enhanced_status: (key) => tables.enhancedCodes[key],
  vendor_code: (key) => tables.vendorCodes[key],
  pseudo_code: (key, more) => tables.pseudoCodes[`${key}:${more}`],
  category: (key) => tables.categories[key],
  severity: (key) => tables.severities[key],
  bounce: (key) => tables.bounces[key],
  side: (key) => tables.sides[key],
  group: (key) => tables.groups[key],
  cause: (key) => tables.causes[key],
  action: (key) => tables.actions[key],
  provider: (key) => tables.providers[key],
  blocklist: (key) => tables.blocklists[key],
  command: (key) => tables.commands[key],
  label: (key, more) => ({ vocabulary: key, ...fromVocabulary(key, more) }),
};

function explain(query) {
  const found = binding.explain(check.string(query, 'query'));
  return freeze(found.map(({ kind, key, more }) => ({ kind, entry: FIND[kind](key, more) })));
}

module.exports = {
  enhancedCode,
  explain,
  fromVocabulary,
  parseReply,
  providerFromHost,
  replyCode,
  rule,
  ruleIds,
  toVocabulary,
};
