'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const { Classifier, classify, classifyBatch, fromEvent } = require('..');

const declarations = readFileSync(path.join(__dirname, '..', 'index.d.ts'), 'utf8');

/** The members of a union of string literals in the declarations. */
function union(name) {
  const [, members] = declarations.match(new RegExp(`export type ${name} =([^;]*);`));
  return Array.from(members.matchAll(/'([^']+)'/g), ([, id]) => id);
}

const REPLY = 'böte 554 5.7.1 blocked using zen.spamhaus.org';
const BODY = { RecordType: 'Bounce', Type: 'HardBounce', Email: 'a@example.org', MessageID: 'm', BouncedAt: '2026-01-31', Details: REPLY };

test('an event has the platform’s word and our verdict', () => {
  const events = fromEvent('postmark', BODY);
  assert.deepEqual(events, [
    {
      source: 'postmark',
      kind: 'bounced',
      recipient: 'a@example.org',
      messageId: 'm',
      time: '2026-01-31',
      label: 'HardBounce',
      labelCategory: 'user_unknown',
      reply: REPLY,
      diagnostic: REPLY,
      labelDisagrees: true,
      verdict: classify(REPLY),
    },
  ]);
  assert.ok(Object.isFrozen(events) && Object.isFrozen(events[0]) && Object.isFrozen(events[0].verdict));
  const text = JSON.stringify(BODY);
  assert.deepEqual(fromEvent('postmark', text), events);
  assert.deepEqual(fromEvent('postmark', Buffer.from(text)), events);
  for (const count of [2, 16, 17, 1000]) {
    const many = Array.from({ length: count }, (_, i) => ({ ...BODY, Details: i % 2 ? REPLY : '452 4.2.2 Mailbox full' }));
    const found = fromEvent('postmark', many).map(({ verdict }) => verdict);
    assert.deepEqual(found, many.map(({ Details }) => classify(Details)));
  }
});

test('the platform’s own sentence is classified, and is no reply', () => {
  const reason = 'böte Bounced Address';
  const [{ reply, diagnostic, verdict }] = fromEvent('sendgrid', { event: 'dropped', reason });
  assert.deepEqual([reply, diagnostic, verdict], [null, reason, classify(reason)]);
  const [nothing] = fromEvent('sendgrid', { event: 'dropped' });
  assert.deepEqual([nothing.reply, nothing.diagnostic, nothing.verdict.category], [null, null, 'unknown']);
});

test('own rules and what is known count', () => {
  const classifier = new Classifier({
    rules: 'rules: [{ id: night-shift, match: ["held for the night shift"], category: policy_rejected, examples: ["550 held for the night shift"] }]',
  });
  const body = { ...BODY, Details: '550 Held for the night shift' };
  const id = (options) => fromEvent('postmark', body, options)[0].verdict.evidence.id;
  assert.equal(id({ classifier }), 'night-shift');
  for (const builtIn of [undefined, null, {}, { classifier: null }]) assert.notEqual(id(builtIn), 'night-shift');
  const slow = { ...BODY, Details: '421 4.2.1 Sorry' };
  for (const how of [{ provider: 'gmail' }, { classifier, remoteHost: 'gmail-smtp-in.l.google.com' }]) {
    assert.equal(fromEvent('postmark', slow, how)[0].verdict.provider, 'gmail');
  }
});

test('each source reads what it gets, and what it does not know gives nothing', () => {
  for (const source of union('EventSource')) {
    for (const odd of ['[]', 'null', ' {}\n', {}, [], Buffer.from('[]'), [{ event: null }]]) {
      assert.deepEqual(fromEvent(source, odd), []);
    }
    for (const odd of ['', '{', 'no JSON', Buffer.from([0xff]), '{}\n{']) {
      assert.throws(() => fromEvent(source, odd), (error) => {
        return error instanceof SyntaxError && /^body: not JSON: .* at line /.test(error.message);
      });
    }
  }
});

test('a complaint is one, and a bounce without a word is a failure', () => {
  const complaints = [
    ['ses', { notificationType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: 'a@example.org' }] } }],
    ['sendgrid', { event: 'spamreport' }],
    ['postmark', { RecordType: 'SpamComplaint' }],
  ];
  for (const [source, body] of complaints) {
    const [{ kind, verdict }] = fromEvent(source, body);
    assert.deepEqual([kind, verdict.category, verdict.action, verdict.bounce], ['complaint', 'complaint', 'suppress', 'none']);
  }
  const judged = ({ category, bounce, severity, action }) => [category, bounce, severity, action];
  const [bounced] = fromEvent('postmark', { RecordType: 'Bounce', Type: 'HardBounce' });
  assert.deepEqual(judged(bounced.verdict), ['unknown', 'soft', 'permanent', 'review']);
  const [left] = fromEvent('sendgrid', { event: 'unsubscribe' });
  assert.deepEqual(judged(left.verdict), ['unknown', 'none', 'unknown', 'none']);
});

test('the declared unions hold what there is', () => {
  const message = (run) => {
    try {
      return run();
    } catch (error) {
      return error.message;
    }
  };
  const [, sources] = /expected one of (.*), found/.exec(message(() => fromEvent('nobody', {})));
  assert.deepEqual(union('EventSource'), sources.split(', '));
  const words = ['delivered', 'deferred', 'bounce', 'dropped', 'spamreport', 'open'];
  const kinds = fromEvent('sendgrid', words.map((event) => ({ event }))).map(({ kind }) => kind);
  assert.deepEqual(union('EventKind'), kinds);
  assert.deepEqual(union('EvidenceKind'), [...classifyBatch([]).dictionaries.evidenceKind]);
});

test('bad arguments are TypeErrors', () => {
  assert.throws(() => fromEvent('nobody', {}), /source: expected one of ses, sendgrid, .*, found "nobody"/);
  assert.throws(() => fromEvent('ses', 5), /expected body to be a string, a Uint8Array or what JSON.parse gave, found number 5/);
  assert.throws(() => fromEvent(undefined, {}), TypeError);
  const circular = {};
  circular.self = circular;
  const throwing = { toJSON: () => { throw new RangeError('no'); } };
  for (const body of [{ id: 1n }, circular, throwing]) {
    assert.throws(() => fromEvent('ses', body), (error) => {
      assert.ok(error instanceof TypeError && error.cause instanceof Error);
      return /expected body to be a string, .* found what cannot be written as JSON$/.test(error.message);
    });
  }
  for (const body of [{ toJSON: () => undefined }, Object.assign(() => {}, { event: 'x' }), undefined]) {
    assert.throws(() => fromEvent('ses', body), /^TypeError: expected body to be a string, /);
  }
  assert.throws(() => fromEvent('ses', {}, { provider: 'nobody' }), /^TypeError: options\.provider: expected the id of a provider/);
  assert.throws(() => fromEvent('ses', {}, { rules: '' }), /^TypeError: unknown options\.rules; known are /);
  assert.throws(() => fromEvent('ses', {}, { classifier: {} }), /expected options\.classifier to be a Classifier/);
});
