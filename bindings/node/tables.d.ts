// What the tables of codes.js hold.

import type { Action, Blocklist, Category, Cause, Group, Provider, Severity, Side, Vocabulary } from './codes';

/** What each side can do. */
export interface Advice {
  /** What the sending side can do. */
  readonly sender: string;
  /** What the recipient, or the administrator of the receiving system, can do. */
  readonly recipient: string;
}

/** An entry of a short list, whose ids are `Id`. */
export interface ItemInfo<Id extends string = string> {
  /** Its name for programs: it never changes. */
  readonly id: Id;
  /** Its number for storage: it never changes its meaning. */
  readonly number: number;
  /** A few words for people. */
  readonly title: string;
  /** What it means, in one to three sentences. */
  readonly meaning: string;
}

/** How another product's label stands to a category: it covers the same, more, or less. */
export type Relation = 'exact' | 'broader' | 'narrower' | 'none';

/** What another product calls a category. */
export interface Crosswalk {
  /** How their word compares. */
  readonly relation: Relation;
  /** Their word; `null` if there is no counterpart. */
  readonly label: string | null;
}

/** Another product's label, read back. */
export interface Label {
  /** As the other product writes it. */
  readonly label: string;
  /** The category that it means best; `null` if it says too little. */
  readonly category: Category | null;
  /** How it stands to that category. */
  readonly relation: Relation;
}

/** What went wrong, and what to do about it. */
export interface CategoryInfo extends ItemInfo<Category> {
  /** Its family. */
  readonly group: Group;
  /** On whose side the cause lies. */
  readonly side: Side;
  /** The common cause that it counts to. */
  readonly cause: Cause | null;
  /** Whether it retires the address, unless the reply was transient. */
  readonly isHard: boolean;
  /** What to do on a permanent reply. */
  readonly action: Action;
  readonly advice: Advice;
  /** What other products call it. */
  readonly vocabularies: Readonly<Record<Vocabulary, Crosswalk>>;
}

/** An SMTP command. */
export interface CommandInfo<Id extends string = string> {
  readonly id: Id;
  readonly number: number;
  readonly title: string;
}

/** What a provider is: it keeps mailboxes, filters mail, is server software, or sends for its customers. */
export type ProviderKind = 'mailbox' | 'gateway' | 'mta' | 'platform';

/** Whose mail system replies. */
export interface ProviderInfo {
  readonly id: Provider;
  readonly number: number;
  /** As people call it. */
  readonly name: string;
  readonly kind: ProviderKind;
  /** Suffixes of the names of its receiving servers. */
  readonly hosts: readonly string[];
  /** Its usual mailbox domains. */
  readonly domains: readonly string[];
  /** Its page for senders. */
  readonly postmaster: string | null;
}

/** What a block list lists. */
export type Listed = 'ip' | 'domain' | 'url';

/** A block list. */
export interface BlocklistInfo {
  readonly id: Blocklist;
  readonly number: number;
  /** As people call it. */
  readonly name: string;
  readonly operator: string;
  readonly lists: Listed;
  /** Where to look up a listing and ask for removal. */
  readonly removal: string | null;
  /** When it went out of service. */
  readonly closed: string | null;
}

/** Another product's words. */
export interface VocabularyInfo {
  readonly id: Vocabulary;
  readonly number: number;
  readonly title: string;
  readonly source: string | null;
  readonly labels: readonly Label[];
}

/** A reply code that is known. */
export interface ReplyCodeRow {
  readonly code: number;
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  /** The category, if the bare code says one. */
  readonly category: Category | null;
  /** Whether a standard defines it. */
  readonly isStandard: boolean;
  readonly meaning: string;
  /** What popular tables say instead. */
  readonly popular: string | null;
  readonly advice: Advice;
  readonly source: string;
}

/** An enhanced status code of the registry, of any class. */
export interface EnhancedStatusInfo {
  /** As `X.1.1`. */
  readonly code: string;
  readonly subject: number;
  readonly detail: number;
  readonly name: string;
  readonly title: string;
  /** The first numbers that it may have. */
  readonly classes: readonly number[];
  /** Reply codes that go with it. */
  readonly replyCodes: readonly number[];
  readonly category: Category | null;
  readonly meaning: string;
  /** What popular tables and big providers mean instead. */
  readonly popular: string | null;
  readonly advice: Advice;
  readonly source: string;
}

/** What one provider means by a code, or by a tag in its replies. */
export interface VendorCodeInfo {
  readonly id: string;
  readonly provider: Provider;
  readonly code: string | null;
  readonly tags: readonly string[];
  readonly title: string;
  readonly meaning: string;
  readonly category: Category | null;
  readonly sender: string | null;
  readonly source: string;
  readonly date: string | null;
}

/** A number that a sending platform reports where a reply code would stand. */
export interface PseudoCodeInfo {
  readonly code: number;
  readonly platform: Provider;
  readonly title: string;
  readonly category: Category;
  readonly meaning: string;
  readonly sender: string;
  readonly source: string | null;
}
