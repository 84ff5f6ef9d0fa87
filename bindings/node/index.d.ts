/// <reference types="node" />

import type { Transform } from 'node:stream';

import type {
  Action,
  Blocklist,
  Bounce,
  Category,
  Cause,
  Command,
  Group,
  Provider,
  Severity,
  Side,
  Vocabulary,
} from './codes';
import type {
  Advice,
  BlocklistInfo,
  CategoryInfo,
  CommandInfo,
  Crosswalk,
  EnhancedStatusInfo,
  ItemInfo,
  Label,
  ProviderInfo,
  PseudoCodeInfo,
  VendorCodeInfo,
} from './tables';

export type { Action, Blocklist, Bounce, Category, Cause, Command, Group, Provider, Severity, Side, Vocabulary } from './codes';
export type * from './tables';

/** What kind of witness decided a verdict. */
export type EvidenceKind = 'rule' | 'enhanced_code' | 'reply_code' | 'none';

/** What decided a verdict, and where it stands in the reply. */
export interface Evidence {
  /** What kind of witness it is. */
  readonly kind: EvidenceKind;
  /** The id of the rule, or the code as text; empty if nothing decided. */
  readonly id: string;
  /** Where it begins: in UTF-16 units, as `slice` counts, if the reply was a string; in bytes otherwise. */
  readonly start: number;
  /** Where it ends, in the same unit. */
  readonly end: number;
}

/** What a reply means. Five questions, answered each by itself. */
export interface Verdict {
  /** The reply code, if the text has one. */
  readonly replyCode: number | null;
  /** The enhanced status code, if the text has one. */
  readonly enhancedCode: string | null;
  /** What the server claimed. */
  readonly severity: Severity;
  /** What went wrong. */
  readonly category: Category;
  /** Whether the address is dead. */
  readonly bounce: Bounce;
  /** On whose side the cause lies. */
  readonly side: Side;
  /** What to do next. */
  readonly action: Action;
  /** Who wrote the reply, if that is known. */
  readonly provider: Provider | null;
  /** The block list that the reply names. */
  readonly blocklist: Blocklist | null;
  /** Seconds that the reply asks to wait: at least 1, at most a week. */
  readonly retryAfter: number | null;
  /** Whether the witnesses contradict each other: codes, wording, provider. */
  readonly conflict: boolean;
  /** What decided. */
  readonly evidence: Evidence;
}

/** What you know about a reply besides its text. */
export interface Context {
  /**
   * The host that replied, or the name of the MX record that led to it. As logs write it will do, too:
   * `mx.example.org[192.0.2.1]:25`.
   */
  readonly remoteHost?: string | null | undefined;
  /**
   * The provider that replied; it outweighs `remoteHost`. Text that is not typed may also be its id in any case of letters,
   * its name or one of its hosts.
   */
  readonly provider?: Provider | null | undefined;
  /**
   * The command that was replied to, by its id in any case of letters, or as it is spoken: `MAIL FROM`, `RCPT TO:<…>`,
   * `HELO`, `AUTH PLAIN`, `end of DATA`, `BDAT`.
   */
  readonly command?: Command | (string & {}) | null | undefined;
  /** The IP address that the message was sent from. */
  readonly sendingIp?: string | null | undefined;
}

/**
 * The verdict on a reply, as it came over the wire or as logs, bounce mails and programs quote it.
 *
 * Any text has a verdict; where it says too little, the category is `unknown`. Of very long texts the first
 * 16 KiB are read.
 *
 * @throws TypeError if an argument is of another type, or the context has a member that does not exist or names a
 * provider or a command that does not exist.
 */
export function classify(reply: string | Uint8Array, context?: Context | null): Verdict;

/** How a batch is worked on. */
export interface BatchOptions {
  /** At most so many threads: 1 leaves the other cores alone. If it is 0 or not given, as many as there are cores. */
  readonly threads?: number | undefined;
}

/**
 * The verdicts on many replies, as columns. Batches of one kind, all `string` or all `Uint8Array`, go fastest;
 * large ones are shared out to all cores. The call ends when all is done.
 *
 * @param context One for all replies, or one for each, in their order.
 */
export function classifyBatch(
  replies: Iterable<string | Uint8Array>,
  context?: Context | Iterable<Context | null | undefined> | null,
  options?: BatchOptions | null,
): VerdictColumns;

/** The verdicts on many replies: a typed array for each field, and each row as an object on demand. */
export class VerdictColumns implements Iterable<Verdict> {
  private constructor();
  /** How many rows there are. */
  readonly length: number;
  /** 0 where the text has none. */
  readonly replyCode: Uint16Array;
  /** 5.7.26 as 5007026; 0 where the text has none. */
  readonly enhancedCode: Uint32Array;
  /** Numbers of `dictionaries.severity`. */
  readonly severity: Uint8Array;
  /** Numbers of `dictionaries.category`. */
  readonly category: Uint8Array;
  /** Numbers of `dictionaries.bounce`. */
  readonly bounce: Uint8Array;
  /** Numbers of `dictionaries.side`. */
  readonly side: Uint8Array;
  /** Numbers of `dictionaries.action`. */
  readonly action: Uint8Array;
  /** Numbers of `dictionaries.provider`; 0 where it is not known. */
  readonly provider: Uint16Array;
  /** Numbers of `dictionaries.blocklist`; 0 where none is named. */
  readonly blocklist: Uint16Array;
  /** Seconds; -1 where the reply asks for no wait. */
  readonly retryAfter: Int32Array;
  /** 1 where the witnesses contradict each other. */
  readonly conflict: Uint8Array;
  /** Numbers of `dictionaries.evidenceKind`. */
  readonly evidenceKind: Uint8Array;
  /** Numbers of `dictionaries.evidenceId`; they hold for this process and thread only. */
  readonly evidenceId: Uint32Array;
  /** As `Evidence.start`. */
  readonly evidenceStart: Uint32Array;
  /** As `Evidence.end`. */
  readonly evidenceEnd: Uint32Array;
  /**
   * The id that each number of a column stands for; empty where a number is not in use. It is the same object
   * until more ids of evidence are met.
   */
  readonly dictionaries: Dictionaries;
  /** A row as an object, counted from the end if negative; `undefined` where there is none. */
  at(row: number): Verdict | undefined;
  [Symbol.iterator](): IterableIterator<Verdict>;
}

/** Ids by number. */
export interface Dictionaries {
  readonly severity: readonly (Severity | '')[];
  readonly category: readonly (Category | '')[];
  readonly bounce: readonly (Bounce | '')[];
  readonly side: readonly (Side | '')[];
  readonly action: readonly (Action | '')[];
  readonly provider: readonly (Provider | '')[];
  readonly blocklist: readonly (Blocklist | '')[];
  readonly evidenceKind: readonly EvidenceKind[];
  readonly evidenceId: readonly string[];
}

/** Rules of your own. */
export interface ClassifierOptions {
  /** YAML with `rules` and, if wanted, `concepts`: the text itself, not the name of a file. */
  readonly rules?: string | undefined;
  /** The name that mistakes are reported under; `rules.yaml` if not given. */
  readonly file?: string | undefined;
}

/** The built-in rules, with your own tried before them. */
export class Classifier {
  /** @throws RulesError if the rules have mistakes. */
  constructor(options?: ClassifierOptions);
  /** As the function of this name. */
  classify(reply: string | Uint8Array, context?: Context | null): Verdict;
  /** As the function of this name. */
  classifyBatch(
    replies: Iterable<string | Uint8Array>,
    context?: Context | Iterable<Context | null | undefined> | null,
    options?: BatchOptions | null,
  ): VerdictColumns;
  /**
   * Replaces the rules. They are compiled on another thread, and used from the moment on that the promise is
   * kept; until then, and if they have mistakes, those of before hold. Of calls that overlap, the last one's rules
   * come to hold.
   */
  replace(rules: string, file?: string): Promise<void>;
}

/**
 * Mistakes in rules. The message has a line for each, `FILE:LINE:COLUMN: text`, and one more where the rules look like
 * the name of a file.
 */
export class RulesError extends Error {
  private constructor();
  readonly name: 'RulesError';
  readonly code: 'ERR_SMTPCODES_RULES';
  /** The name that the rules were given under. */
  readonly file: string;
  /** In the order of the file. */
  readonly mistakes: readonly Mistake[];
}

/** A mistake in rules, and where it is. */
export interface Mistake {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** What is wrong. */
  readonly message: string;
}

/** As much of a verdict as the functions below ask for. */
export type Judged = Pick<Verdict, 'severity' | 'bounce' | 'action'>;

/** Whether mail failed, for now or for good. */
export function isFailure(verdict: Judged): boolean;

/** Whether to stop mailing the address. */
export function shouldSuppress(verdict: Judged): boolean;

/** Whether to send the same message again later, without a change. */
export function isRetryable(verdict: Judged): boolean;

/** What is known about a reply code; what is `null` is not. */
export interface ReplyCodeInfo {
  /** The number. */
  readonly code: number;
  /** Its name in programs, such as `MAILBOX_UNAVAILABLE`; `null` for a code that nobody has described. */
  readonly name: string | null;
  /** A few words for people. */
  readonly title: string | null;
  /** What its first digit claims. */
  readonly severity: Severity;
  /** The category that the bare code, without any text, justifies. */
  readonly category: Category | null;
  /** Whether a standard defines it; others are only seen in practice or in popular tables. */
  readonly isStandard: boolean;
  /** The standard's meaning, then what it tends to mean in practice. */
  readonly meaning: string | null;
  /** What popular tables mean by it, where that differs. */
  readonly popular: string | null;
  /** What each side can do. */
  readonly advice: Advice | null;
  /** Where it is defined. */
  readonly source: string | null;
}

/** What is known about an enhanced status code; what is `null` is not. */
export interface EnhancedCodeInfo {
  /** As `5.1.1`. */
  readonly code: string;
  /** 2, 4 or 5. */
  readonly class: number;
  /** What the status is about. */
  readonly subject: number;
  /** What exactly. */
  readonly detail: number;
  /** Its name in programs, such as `MAILBOX_FULL`. */
  readonly name: string | null;
  /** The registry's title. */
  readonly title: string | null;
  /** What its class claims. */
  readonly severity: Severity;
  /** The category that the code says by itself. */
  readonly category: Category | null;
  /** Whether the registry has it. */
  readonly isRegistered: boolean;
  /** What it means; for one that is not registered, what its subject means. */
  readonly meaning: string | null;
  /** What popular tables and big providers mean instead. */
  readonly popular: string | null;
  /** What each side can do. */
  readonly advice: Advice | null;
  /** The standard that defines it, or its subject. */
  readonly source: string | null;
}

/** A built-in rule. */
export interface RuleInfo {
  /** Its name: what evidence shows. */
  readonly id: string;
  /** What it says the cause is. */
  readonly category: Category;
  /** The severity that it means, where that is other than what the codes claim. */
  readonly severity: Severity | null;
  /** The providers of which one must be known; empty for any. */
  readonly providers: readonly Provider[];
  /** Where it is documented. */
  readonly source: string | null;
  /** A reply that it recognises. */
  readonly example: string;
}

/** A reply code, whether or not it is known. @throws TypeError if it is none. */
export function replyCode(code: number | string): ReplyCodeInfo;

/** An enhanced status code, whether or not it is registered. @throws TypeError if it is none. */
export function enhancedCode(code: string): EnhancedCodeInfo;

/** A built-in rule, by what evidence shows; `null` if there is none. */
export function rule(id: string): RuleInfo | null;

/** The ids of all built-in rules. */
export function ruleIds(): string[];

/** The parts of a reply. */
export interface Reply {
  /** The reply code, if the text has one. */
  readonly code: number | null;
  /** The enhanced status code, if the text has one. */
  readonly enhancedCode: string | null;
  /** What the codes claim. */
  readonly severity: Severity;
  /** The lines that have text, without the codes in front of it. */
  readonly lines: readonly string[];
  /** The lines as one text, with a blank between them. */
  readonly text: string;
  /** The page that the reply points to. */
  readonly helpUrl: string | null;
}

/** Reads a reply tolerantly: as it came over the wire, or as programs quote it. */
export function parseReply(reply: string | Uint8Array): Reply;

/** The page that a reply points its reader to: the first web address in it. */
export function helpUrl(reply: string | Uint8Array): string | null;

/**
 * The provider that runs a receiving host, by its name in any case of letters, as logs write it too:
 * `mx.example.org[192.0.2.1]:25`.
 */
export function providerFromHost(host: string): Provider | null;

/**
 * The provider that a text names: by its id in any case of letters, its name, or one of its hosts.
 *
 * @throws TypeError if it names none.
 */
export function providerFromName(name: string): Provider;

/**
 * The command that a text names, as people, logs and mail servers write it: by its id in any case of letters, or as it is
 * spoken: `MAIL FROM`, `RCPT TO:<…>`, `HELO`, `AUTH PLAIN`, `end of DATA`, `BDAT`.
 *
 * @throws TypeError if it names none.
 */
export function commandFromName(name: string): Command;

/**
 * What to do on a reply of this category and severity: a transient failure is retried, unless its cause needs a repair all
 * the same.
 */
export function actionOn(category: Category, severity: Severity): Action;

/** What another product calls a category, and how their word compares. */
export function toVocabulary(category: Category, vocabulary: Vocabulary): Crosswalk;

/**
 * The category that another product's label means best, in any case of letters; `null` if it says too little, or is none of
 * theirs.
 */
export function fromVocabulary(vocabulary: Vocabulary, label: string): Category | null;

/** The entry of another product's label, in any case of letters; `null` if it is none of theirs. */
export function vocabularyLabel(vocabulary: Vocabulary, label: string): Label | null;

/** The kind of thing that an explanation is about. */
export type ExplanationKind = Explanation['kind'];

/** Something that a query can mean: what kind of thing it is, and what is known about it. */
export type Explanation =
  | { readonly kind: 'reply_code'; readonly entry: ReplyCodeInfo }
  | { readonly kind: 'enhanced_code'; readonly entry: EnhancedCodeInfo }
  | { readonly kind: 'enhanced_status'; readonly entry: EnhancedStatusInfo }
  | { readonly kind: 'vendor_code'; readonly entry: VendorCodeInfo }
  | { readonly kind: 'pseudo_code'; readonly entry: PseudoCodeInfo }
  | { readonly kind: 'rule'; readonly entry: RuleInfo }
  | { readonly kind: 'category'; readonly entry: CategoryInfo }
  | { readonly kind: 'severity'; readonly entry: ItemInfo<Severity> }
  | { readonly kind: 'bounce'; readonly entry: ItemInfo<Bounce> }
  | { readonly kind: 'side'; readonly entry: ItemInfo<Side> }
  | { readonly kind: 'group'; readonly entry: ItemInfo<Group> }
  | { readonly kind: 'cause'; readonly entry: ItemInfo<Cause> }
  | { readonly kind: 'action'; readonly entry: ItemInfo<Action> }
  | { readonly kind: 'provider'; readonly entry: ProviderInfo }
  | { readonly kind: 'blocklist'; readonly entry: BlocklistInfo }
  | { readonly kind: 'command'; readonly entry: CommandInfo<Command> }
  | { readonly kind: 'label'; readonly entry: Label & { readonly vocabulary: Vocabulary } };

/**
 * What a query can mean, the nearest first: a code (`550`, `5.7.26`, `X.2.2`), an id (`user_unknown`), a
 * provider's tag (`S3140`), another product's label, a host, or a whole reply.
 */
export function explain(query: string): readonly Explanation[];

/** One refusal out of an error. */
export interface Failure {
  /** Who was refused; `null` if the error names nobody, and so is about all. */
  readonly recipient: string | null;
  /** What the server said; `null` if it said nothing, as where no connection came about. */
  readonly reply: string | null;
  /** What was classified: the reply, or else the error's codes and message. Evidence counts in it. */
  readonly diagnostic: string;
  /** The command that was refused, if the error tells. */
  readonly command: Command | null;
  /** The verdict on it. */
  readonly verdict: Verdict;
}

/** Rules of your own, and what you know about all replies that are read. What you know counts most. */
export interface ReadOptions extends Context {
  /** Whose rules decide; the built-in ones if not given. */
  readonly classifier?: Classifier | null | undefined;
}

/**
 * The verdicts in an error of nodemailer, one for each refused recipient that it names, and else one; in what
 * nodemailer's `sendMail` gave back, one for each refused recipient; in what Haraka gives its `bounce` and
 * `deferred` hooks, one for each recipient that it names, and else one.
 *
 * Errors may be plain objects, as queues of jobs keep them, and where one says nothing about mail, its `cause` and
 * the `errors` of an `AggregateError` are read. Fields that are missing do no harm. What tells of success gives none.
 *
 * Where none of them says anything about mail, the verdict is on the message; it is `unknown`, unless the message means
 * something. No address is called dead for words that no server can have said: without a reply code or an enhanced status
 * code such a verdict is `unknown`, too.
 *
 * @throws TypeError if the error is no object.
 */
export function fromError(error: unknown, options?: ReadOptions | null): readonly Failure[];

/** Whose webhook it is. */
export type EventSource =
  | 'ses'
  | 'sendgrid'
  | 'mailgun'
  | 'postmark'
  | 'sparkpost'
  | 'brevo'
  | 'mailjet'
  | 'resend'
  | 'postal';

/** What a sending platform reports. */
export type EventKind = 'delivered' | 'deferred' | 'bounced' | 'rejected' | 'complaint' | 'other';

/** A report of a sending platform about one recipient. */
export interface DeliveryEvent {
  /** Whose report it is. */
  readonly source: EventSource;
  /** What it reports. */
  readonly kind: EventKind;
  /** About whom. */
  readonly recipient: string | null;
  /** The platform's id of the message. */
  readonly messageId: string | null;
  /** When, as the platform wrote it. */
  readonly time: string | null;
  /** The platform's own word for what happened. */
  readonly label: string | null;
  /** What that word means, where it means one category. */
  readonly labelCategory: Category | null;
  /** What the receiving server said, as far as the platform passes it on and tells it from its own words. */
  readonly reply: string | null;
  /** What was classified: the reply, or else the platform's own sentence. Evidence counts in it. */
  readonly diagnostic: string | null;
  /**
   * The verdict on it. A complaint has the category of one, and where nothing was said, what failed is a failure of
   * unknown category.
   */
  readonly verdict: Verdict;
  /** Whether the platform's word and our verdict on the reply contradict each other. */
  readonly labelDisagrees: boolean;
}

/**
 * The events in the body of a webhook. JSON that is no event gives none; fields that are missing are `null`.
 *
 * @throws SyntaxError if the body is text or bytes that are not JSON, as where it was cut off: its events are lost.
 * @throws TypeError if the source does not exist, or the body is neither text nor an object that can be written as
 * JSON.
 */
export function fromEvent(
  source: EventSource,
  body: string | Uint8Array | object,
  options?: ReadOptions | null,
): readonly DeliveryEvent[];

/** How text is cut into replies, and what they are classified with. */
export interface StreamOptions extends ReadOptions {
  /**
   * `lines`: a reply a line. Continuation lines belong together (`550-…` up to `550 …`), a line that begins with a
   * blank belongs to the reply above, and an empty line ends a reply. So a reply is given when the next one begins,
   * and else when nothing has come for 100 ms, unless its code announces more lines.
   *
   * `ndjson`: each line is an object with `reply` and, if known, `remote_host`, `provider`, `command`,
   * `sending_ip`, which outweigh the options and are read as in a `Context`; what names nothing there is ignored. All its
   * fields are passed through.
   */
  readonly input?: 'lines' | 'ndjson' | undefined;
}

/** A reply with its verdict; a line that could not be read has an `error` and no verdict. */
export type Classified =
  | { readonly [field: string]: unknown; readonly reply: string; readonly verdict: Verdict }
  | { readonly line: string; readonly error: string; readonly reply?: undefined; readonly verdict: null };

/** A transform stream: text in, objects out. Empty lines are skipped; of a line, and of a reply, 1 MiB is kept. */
export function classifyStream(options?: StreamOptions | null): Transform;

/** The same over any source of text: a stream, an array, a generator. */
export function classifyLines(
  source: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  options?: StreamOptions | null,
): AsyncGenerator<Classified, void, void>;
