// What must compile, and what must not. `tsc` is the test.

import {
  Classifier,
  RulesError,
  type Action,
  type Category,
  type Classified,
  type Command,
  type Context,
  type ExplanationKind,
  type Mistake,
  type Verdict,
  actionOn,
  classify,
  classifyBatch,
  classifyLines,
  classifyStream,
  commandFromName,
  explain,
  fromError,
  fromEvent,
  fromVocabulary,
  isFailure,
  isRetryable,
  providerFromName,
  replyCode,
  shouldSuppress,
  toVocabulary,
  vocabularyLabel,
} from 'smtpcodes';
import { actions, categories, commands, providers, type Provider } from 'smtpcodes/codes';

const verdict: Verdict = classify('550 5.1.1 Sorry', { provider: 'gmail', command: 'rcpt' });
const category: Category = verdict.category;
const code: number | null = verdict.replyCode;
categories[category].advice.sender satisfies string;
const names: readonly Provider[] = Object.values(providers).map(({ id }) => id);

// Each category can be told apart, and a misspelt one is an error.
switch (verdict.category) {
  case 'user_unknown':
    break;
  // @ts-expect-error no such category
  case 'user_unkown':
    break;
}
// @ts-expect-error verdicts are read-only
verdict.category = 'unknown';
// @ts-expect-error no such provider
const wrong: Context = { provider: 'gmial' };
const spoken: Context = { command: 'RCPT TO:<a@example.org>' };
// @ts-expect-error replies are text or bytes
classify(550);
// @ts-expect-error no such vocabulary
toVocabulary('unknown', 'nobody');
fromVocabulary('ses', 'Permanent/NoEmail') satisfies Category | null;
vocabularyLabel('ses', 'Permanent/NoEmail')?.relation satisfies string | undefined;
actionOn('user_unknown', 'transient') satisfies Action;
providerFromName('Gmail') satisfies Provider;
commandFromName('RCPT TO') satisfies Command;
// @ts-expect-error no such source
fromEvent('nobody', {});

const columns = classifyBatch(new Set(['550', Buffer.from('421')]), [null, { remoteHost: 'mx.example.org' }], { threads: 1 });
const first: Verdict | undefined = columns.at(0);
for (const one of columns) one satisfies Verdict;
const numbers: Uint8Array = columns.category;
const id: Category | '' | undefined = columns.dictionaries.category[numbers[0] ?? 0];

for (const found of explain('550')) {
  found.kind satisfies ExplanationKind;
  if (found.kind === 'category') found.entry.advice.recipient satisfies string;
  if (found.kind === 'action') found.entry.id satisfies Action;
  if (found.kind === 'command') found.entry.id satisfies Command;
  if (found.kind === 'reply_code') found.entry.title satisfies string | null;
  // @ts-expect-error no such kind
  if (found.kind === 'nothing') break;
}

const classifier = new Classifier({ rules: '', file: 'own.yaml' });
try {
  await classifier.replace('rules: []');
} catch (error) {
  if (error instanceof RulesError) error.mistakes[0] satisfies Mistake | undefined;
}
// @ts-expect-error errors are made by the library
new RulesError();

try {
  await classifier.replace('rules: []');
} catch (error) {
  for (const { recipient, verdict } of fromError(error, { classifier, provider: 'gmail' })) {
    recipient satisfies string | null;
    verdict.bounce satisfies 'hard' | 'soft' | 'none';
  }
}
fromError(new Error('x'), null);
// @ts-expect-error the context stands among the options
fromError(new Error('x'), { context: { provider: 'gmail' } });
for (const event of fromEvent('ses', {}, { classifier })) {
  event.labelDisagrees satisfies boolean;
  event.diagnostic satisfies string | null;
}
for await (const line of classifyLines(['550'])) {
  line satisfies Classified;
  if (line.verdict === null) line.error satisfies string;
  else line.verdict.action satisfies string;
}
classifyStream({ input: 'ndjson', classifier, remoteHost: 'mx.example.org' }).pipe(process.stdout);
classifyStream(null);
const maybe: { input?: 'lines' } = {};
classifyStream({ input: maybe.input, classifier: undefined });
[verdict].filter(shouldSuppress).every(isFailure) satisfies boolean;
isRetryable({ severity: 'transient', bounce: 'soft', action: 'retry' }) satisfies boolean;
// @ts-expect-error no such column
columns.dictionaries.vocabulary;
replyCode('550').isStandard satisfies boolean;

export { code, first, id, names, wrong };

// A row knows which list it is of.
export const action: Action = actions.retry.id;
export const command: Command = commands.rcpt.id;
