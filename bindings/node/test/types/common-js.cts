// The same package as CommonJS.

import smtpcodes = require('smtpcodes');
import codes = require('smtpcodes/codes');

const verdict: smtpcodes.Verdict = smtpcodes.classify('550 5.1.1 Sorry');
const title: string = codes.categories[verdict.category].title;

export = title;
