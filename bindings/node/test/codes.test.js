'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const smtpcodes = require('..');
const tables = require('../codes.js');

const { dictionaries } = smtpcodes.classifyBatch([]);
const declarations = readFileSync(path.join(__dirname, '..', 'codes.d.ts'), 'utf8');

/** The members of a union of string literals in the declarations. */
function union(name) {
  const [, members] = declarations.match(new RegExp(`export type ${name} =([^;]*);`));
  return Array.from(members.matchAll(/'([^']+)'/g), ([, id]) => id);
}

/** The type of the ids of each list, its table, and what the columns of a batch call it, if they have it. */
const LISTS = {
  Severity: ['severities', 'severity'],
  Category: ['categories', 'category'],
  Bounce: ['bounces', 'bounce'],
  Side: ['sides', 'side'],
  Action: ['actions', 'action'],
  Provider: ['providers', 'provider'],
  Blocklist: ['blocklists', 'blocklist'],
  Command: ['commands'],
  Vocabulary: ['vocabularies'],
};

test('types, tables and addon hold the same ids under the same numbers', () => {
  for (const [type, [table, dictionary]] of Object.entries(LISTS)) {
    const ids = Object.keys(tables[table]);
    assert.ok(ids.length > 2, type);
    assert.deepEqual(new Set(union(type)), new Set(ids), type);
    for (const [id, row] of Object.entries(tables[table])) assert.equal(row.id, id);
    if (dictionary === undefined) continue;
    assert.deepEqual(new Set(dictionaries[dictionary].filter(Boolean)), new Set(ids), type);
    for (const [id, row] of Object.entries(tables[table])) {
      assert.equal(dictionaries[dictionary][row.number], id);
    }
  }
  for (const [type, table] of [['Group', 'groups'], ['Cause', 'causes']]) {
    assert.deepEqual(union(type), Object.keys(tables[table]));
  }
});

test('rows have the members that their types declare', () => {
  const types = readFileSync(path.join(__dirname, '..', 'tables.d.ts'), 'utf8');
  const members = (name) => {
    const [, base, body] = types.match(new RegExp(`^export interface ${name}\\b(?:<.*?>)?(?: extends (\\w+).*)? \\{\n([^]*?)^\\}`, 'm'));
    const own = Array.from(body.matchAll(/^  readonly (\w+):/gm), ([, member]) => member);
    return [...(base === undefined ? [] : members(base)), ...own];
  };
  const tablesOfRows = Array.from(declarations.matchAll(/^export declare const (\w+): .*Record<\w+, (\w+)/gm));
  assert.equal(tablesOfRows.length, Object.keys(tables).length);
  for (const [, table, type] of tablesOfRows) {
    for (const [id, row] of Object.entries(tables[table])) {
      assert.deepEqual(Object.keys(row).sort(), members(type).sort(), `${table}: ${id}`);
    }
  }
});

test('bundlers may drop the tables that are not used', () => {
  const text = readFileSync(path.join(__dirname, '..', 'codes.mjs'), 'utf8');
  const droppable = text.match(/^export const \w+ = \/\* @__PURE__ \*\/ freeze\(/gm);
  assert.equal(droppable.length, Object.keys(tables).length);
  assert.equal(require('../package.json').sideEffects, false);
});

test('the tables are the same to modules, and frozen', async () => {
  const asModule = await import('../codes.mjs');
  const { default: _, ...named } = { ...asModule };
  assert.deepEqual(named, { ...tables });
  const frozen = (tree) => Object.isFrozen(tree) && Object.values(tree).every((v) => typeof v !== 'object' || v === null || frozen(v));
  for (const table of Object.values(tables)) assert.ok(frozen(table));
  for (const table of Object.values(named)) assert.ok(frozen(table));
});

test('rows refer to rows that exist', () => {
  for (const category of Object.values(tables.categories)) {
    assert.ok(tables.groups[category.group] && tables.sides[category.side] && tables.actions[category.action]);
    assert.ok(category.cause === null || tables.causes[category.cause]);
    assert.ok(category.title && category.meaning && category.advice.sender && category.advice.recipient);
    assert.deepEqual(new Set(Object.keys(category.crosswalks)), new Set(Object.keys(tables.vocabularies)));
    for (const [vocabulary, { relation, label }] of Object.entries(category.crosswalks)) {
      assert.deepEqual(smtpcodes.toVocabulary(category.id, vocabulary), { relation, label });
    }
  }
});

test('labels of other products are read back', () => {
  for (const { id, labels } of Object.values(tables.vocabularies)) {
    for (const { label, category, relation } of labels) {
      assert.deepEqual(smtpcodes.vocabularyLabel(id, label.toUpperCase()), { label, category, relation });
      assert.equal(smtpcodes.fromVocabulary(id, label.toUpperCase()), category);
    }
  }
  assert.equal(smtpcodes.fromVocabulary('ses', 'nonsense'), null);
  assert.equal(smtpcodes.vocabularyLabel('ses', 'nonsense'), null);
  assert.throws(() => smtpcodes.fromVocabulary('nobody', 'x'), /expected the id of a vocabulary: sisimai, .*, found "nobody"/);
  assert.throws(() => smtpcodes.toVocabulary('nothing', 'ses'), TypeError);
  assert.throws(() => smtpcodes.toVocabulary('unknown'), TypeError);
});

test('known codes have their row, others say what can be said', () => {
  for (const row of Object.values(tables.replyCodes)) assert.deepEqual(smtpcodes.replyCode(row.code), row);
  const odd = smtpcodes.replyCode('599');
  assert.deepEqual([odd.code, odd.severity, odd.isStandard, odd.title, odd.advice], [599, 'permanent', false, null, null]);
  for (const row of Object.values(tables.enhancedCodes)) {
    const code = smtpcodes.enhancedCode(row.code.replace('X', row.classes.at(-1)));
    const { name, title, category, meaning, popular, advice, source } = code;
    const expected = (({ name, title, category, meaning, popular, advice, source }) => ({ name, title, category, meaning, popular, advice, source }))(row);
    assert.deepEqual({ name, title, category, meaning, popular, advice, source }, expected);
    assert.ok(code.isRegistered && Object.isFrozen(code));
  }
  assert.equal(smtpcodes.enhancedCode('5.1.999').isRegistered, false);
  for (const bad of [42, 1000, -1, 550.5, NaN, '', '5500', '55O']) assert.throws(() => smtpcodes.replyCode(bad), TypeError);
  for (const bad of ['3.1.1', '5.1', '5.1.1.1', '5.01.1', '5.1.1000', 5.1]) assert.throws(() => smtpcodes.enhancedCode(bad), TypeError);
  assert.throws(() => smtpcodes.replyCode(42), /expected a reply code of three digits, 100 to 999, found "42"/);
});

test('each rule can be looked up, and wins its example', () => {
  const ids = smtpcodes.ruleIds();
  assert.ok(ids.length > 0);
  for (const id of ids) {
    const rule = smtpcodes.rule(id);
    assert.equal(rule.id, id);
    assert.ok(tables.categories[rule.category]);
    const [provider] = rule.providers;
    assert.equal(smtpcodes.classify(rule.example, { provider }).evidence.id, id);
  }
  assert.equal(smtpcodes.rule('no-such-rule'), null);
});

test('a query is explained by rows', () => {
  const kinds = (query) => smtpcodes.explain(query).map(({ kind }) => kind);
  assert.deepEqual(smtpcodes.explain('550')[0], { kind: 'reply_code', entry: tables.replyCodes[550] });
  assert.deepEqual(smtpcodes.explain('user unknown')[0], { kind: 'category', entry: tables.categories.user_unknown });
  assert.equal(smtpcodes.explain('S3140')[0].kind, 'vendor_code');
  assert.deepEqual(smtpcodes.explain('nothing of this kind'), []);
  // One query for each kind of thing, so that each finds its row.
  for (const table of ['severities', 'bounces', 'sides', 'groups', 'causes', 'actions', 'categories', 'providers', 'blocklists', 'commands']) {
    for (const row of Object.values(tables[table])) {
      assert.ok(smtpcodes.explain(row.id).some(({ entry }) => entry === row), `${table}: ${row.id}`);
    }
  }
  for (const { platform, code } of Object.values(tables.pseudoCodes)) {
    assert.ok(smtpcodes.explain(String(code)).some(({ kind, entry }) => kind === 'pseudo_code' && entry.platform === platform && entry.code === code));
  }
  for (const code of Object.keys(tables.enhancedCodes)) assert.ok(kinds(code).includes('enhanced_status'), code);
  assert.ok(!kinds('OnAccountSuppressionList').includes('label') && kinds('Permanent/NoEmail').includes('label'));
  assert.ok(kinds('550 5.1.1 no such user here').includes('rule'));
  assert.throws(() => smtpcodes.explain(550), /expected query to be a string, found number 550/);
});

test('a reply is taken apart', () => {
  const parts = smtpcodes.parseReply('550-5.1.1 No such user.\r\n550 5.1.1 See https://example.org/help.');
  assert.deepEqual(parts, {
    code: 550,
    enhancedCode: '5.1.1',
    severity: 'permanent',
    lines: ['No such user.', 'See https://example.org/help.'],
    text: 'No such user. See https://example.org/help.',
    helpUrl: 'https://example.org/help',
  });
  assert.deepEqual(smtpcodes.parseReply(Buffer.from('no code')), {
    code: null,
    enhancedCode: null,
    severity: 'unknown',
    lines: ['no code'],
    text: 'no code',
    helpUrl: null,
  });
  assert.throws(() => smtpcodes.parseReply(550), TypeError);
});

test('what is to be done hangs on the severity', () => {
  assert.equal(smtpcodes.actionOn('user_unknown', 'permanent'), 'suppress');
  assert.equal(smtpcodes.actionOn('user_unknown', 'transient'), 'retry');
  for (const { id, action } of Object.values(tables.categories)) assert.equal(smtpcodes.actionOn(id, 'permanent'), action);
  assert.throws(() => smtpcodes.actionOn('user_unknown', 'fatal'), /expected the id of a severity: unknown, .*, found "fatal"/);
  assert.throws(() => smtpcodes.actionOn('user_unknown'), TypeError);
});

test('a reply points to a page', () => {
  const reply = '550 See https://example.org/help.';
  assert.equal(smtpcodes.helpUrl(reply), 'https://example.org/help');
  assert.equal(smtpcodes.helpUrl(Buffer.from(reply)), 'https://example.org/help');
  assert.equal(smtpcodes.helpUrl('550'), null);
  assert.throws(() => smtpcodes.helpUrl(550), TypeError);
});

test('providers and commands are known by what people call them', () => {
  for (const name of ['gmail', 'Gmail', 'mx.google.com']) assert.equal(smtpcodes.providerFromName(name), 'gmail');
  assert.throws(() => smtpcodes.providerFromName('gmial'), /expected the id of a provider, such as gmail, found "gmial"/);
  assert.equal(smtpcodes.commandFromName('RCPT TO:<a@example.org>'), 'rcpt');
  assert.throws(() => smtpcodes.commandFromName('NOOP'), TypeError);
  assert.throws(() => smtpcodes.commandFromName(null), TypeError);
});

test('a host names its provider', () => {
  assert.equal(smtpcodes.providerFromHost('GMAIL-SMTP-IN.l.google.com.'), 'gmail');
  assert.equal(smtpcodes.providerFromHost('notgoogle.com'), null);
  assert.throws(() => smtpcodes.providerFromHost(null), TypeError);
});
