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

/** A reply as bytes. */
function bytesOf(reply) {
  if (typeof reply === 'string') return Buffer.from(reply);
  if (reply instanceof Uint8Array) return check.bytes(reply);
  throw check.expected('reply to be a string or a Uint8Array', reply);
}

function parseReply(reply) {
  return freeze(binding.parseReply(bytesOf(reply)));
}

function helpUrl(reply) {
  return binding.helpUrl(bytesOf(reply));
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

function providerFromName(name) {
  return check.call('', () => binding.providerFromName(check.string(name, 'name')));
}

function commandFromName(name) {
  return check.call('', () => binding.commandFromName(check.string(name, 'name')));
}

function actionOn(category, severity) {
  check.string(category, 'category');
  check.string(severity, 'severity');
  return check.call('', () => binding.actionOn(category, severity));
}

function toVocabulary(category, vocabulary) {
  check.string(category, 'category');
  check.string(vocabulary, 'vocabulary');
  return freeze(check.call('', () => binding.toVocabulary(category, vocabulary)));
}

function vocabularyLabel(vocabulary, label) {
  check.string(vocabulary, 'vocabulary');
  check.string(label, 'label');
  const found = check.call('', () => binding.vocabularyLabel(vocabulary, label));
  return found === null ? null : freeze(found);
}

function fromVocabulary(vocabulary, label) {
  return vocabularyLabel(vocabulary, label)?.category ?? null;
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
  label: (key, more) => ({ vocabulary: key, ...vocabularyLabel(key, more) }),
};

function explain(query) {
  const found = binding.explain(check.string(query, 'query'));
  return freeze(found.map(({ kind, key, more }) => ({ kind, entry: FIND[kind](key, more) })));
}

module.exports = {
  actionOn,
  commandFromName,
  enhancedCode,
  explain,
  fromVocabulary,
  helpUrl,
  parseReply,
  providerFromHost,
  providerFromName,
  replyCode,
  rule,
  ruleIds,
  toVocabulary,
  vocabularyLabel,
};
