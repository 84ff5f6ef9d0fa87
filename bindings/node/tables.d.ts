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
  /** The common cause that it counts to; `null` if it counts to none. */
  readonly cause: Cause | null;
  /** Whether it retires the address, unless the reply was transient. */
  readonly isHard: boolean;
  /** What to do on a permanent reply. */
  readonly action: Action;
  /** What each side can do. */
  readonly advice: Advice;
  /** What other products call it. */
  readonly crosswalks: Readonly<Record<Vocabulary, Crosswalk>>;
}

/** An SMTP command. */
export interface CommandInfo<Id extends string = string> {
  /** Its name for programs: it never changes. */
  readonly id: Id;
  /** Its number for storage: it never changes its meaning. */
  readonly number: number;
  /** A few words for people. */
  readonly title: string;
}

/** What a provider is: it keeps mailboxes, filters mail, is server software, or sends for its customers. */
export type ProviderKind = 'mailbox' | 'gateway' | 'mta' | 'platform';

/** Whose mail system replies. */
export interface ProviderInfo {
  /** Its name for programs: it never changes. */
  readonly id: Provider;
  /** Its number for storage: it never changes its meaning. */
  readonly number: number;
  /** As people call it. */
  readonly name: string;
  /** What it is. */
  readonly kind: ProviderKind;
  /** Suffixes of the names of its receiving servers. */
  readonly hosts: readonly string[];
  /** Its usual mailbox domains. They say who serves a recipient, never who wrote a reply. */
  readonly domains: readonly string[];
  /** Text that only its own replies hold. */
  readonly markers: readonly string[];
  /** Its page for senders; `null` if there is none. */
  readonly postmaster: string | null;
}

/** What a block list lists. */
export type Listed = 'ip' | 'domain' | 'url';

/** A block list. */
export interface BlocklistInfo {
  /** Its name for programs: it never changes. */
  readonly id: Blocklist;
  /** Its number for storage: it never changes its meaning. */
  readonly number: number;
  /** As people call it. */
  readonly name: string;
  /** Who runs it. */
  readonly operator: string;
  /** What it lists. */
  readonly lists: Listed;
  /** Zones, links and words by which replies name it. */
  readonly markers: readonly string[];
  /** The page to look up a listing and ask for removal; `null` if there is none. */
  readonly removal: string | null;
  /** When it went out of service: a year, a year and month, or `unknown`; `null` if it is alive. */
  readonly closed: string | null;
}

/** Another product's words. */
export interface VocabularyInfo {
  /** Its name for programs: it never changes. */
  readonly id: Vocabulary;
  /** Its number for storage: it never changes its meaning. */
  readonly number: number;
  /** A few words for people. */
  readonly title: string;
  /** The product's own page about its labels; `null` if there is no public one. */
  readonly source: string | null;
  /** All labels. */
  readonly labels: readonly Label[];
}

/** A reply code that is known. */
export interface ReplyCodeRow {
  /** The number. */
  readonly code: number;
  /** Its name in programs, such as `MAILBOX_UNAVAILABLE`. */
  readonly name: string;
  /** A few words for people. */
  readonly title: string;
  /** What its first digit claims. */
  readonly severity: Severity;
  /** The category that the bare code, without any text, justifies; `null` if it says none. */
  readonly category: Category | null;
  /** Whether a standard defines it; others are only seen in practice or in popular tables. */
  readonly isStandard: boolean;
  /** The standard's meaning, then what it tends to mean in practice. */
  readonly meaning: string;
  /** What popular tables mean by it; `null` if that is no other. */
  readonly popular: string | null;
  /** What each side can do. */
  readonly advice: Advice;
  /** Where it is defined. */
  readonly source: string;
}

/** An enhanced status code of the registry, of any class. */
export interface EnhancedStatusInfo {
  /** As `X.1.1`. */
  readonly code: string;
  /** What the status is about: its second number. */
  readonly subject: number;
  /** What exactly: its third number. */
  readonly detail: number;
  /** Its name in programs, such as `MAILBOX_FULL`. */
  readonly name: string;
  /** The registry's title. */
  readonly title: string;
  /** The classes, its first numbers, that the registry gives it. */
  readonly classes: readonly number[];
  /** The reply codes that the registry puts beside it. */
  readonly replyCodes: readonly number[];
  /** The category that it says by itself; `null` if it says none. */
  readonly category: Category | null;
  /** What it means, and what it tends to mean. */
  readonly meaning: string;
  /** What popular tables and big providers mean; `null` if that is no other. */
  readonly popular: string | null;
  /** What each side can do. */
  readonly advice: Advice;
  /** The standard. */
  readonly source: string;
}

/** What one provider means by a code, or by a tag in its replies. */
export interface VendorCodeInfo {
  /** Its name: what evidence shows. */
  readonly id: string;
  /** Whose it is. */
  readonly provider: Provider;
  /** The enhanced status code, or a range of them, as people write it; the class may be `X`. */
  readonly code: string | null;
  /** Spellings that mean the same; in any case of letters. */
  readonly tags: readonly string[];
  /** Whether the tag alone proves provider and meaning, wherever it appears. */
  readonly distinctive: boolean;
  /** A few words for people. */
  readonly title: string;
  /** What the provider says, and what it tends to mean. */
  readonly meaning: string;
  /** What it says the cause is; `null` where that is open. */
  readonly category: Category | null;
  /** What the sending side can do, where it is more than the advice of the category. */
  readonly sender: string | null;
  /** The public page, or `seen in replies`. */
  readonly source: string;
  /** When the page was read: year and month. */
  readonly date: string | null;
}

/** A number that a sending platform reports where a reply code would stand. */
export interface PseudoCodeInfo {
  /** The number. */
  readonly code: number;
  /** Whose it is. */
  readonly platform: Provider;
  /** A few words for people. */
  readonly title: string;
  /** What it says the cause is. */
  readonly category: Category;
  /** What the platform says, and what it tends to mean. */
  readonly meaning: string;
  /** What the sending side can do. */
  readonly sender: string;
  /** The public page; `null` if there is none. */
  readonly source: string | null;
}
