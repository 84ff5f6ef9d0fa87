'use strict';

// What follows from a verdict. The addon decides it, so that all languages say the same.

const binding = require('./addon.js');
const check = require('./check.js');

/** A question to the addon as one about a verdict. */
const about = (question) => (verdict) => {
  if (typeof verdict !== 'object' || verdict === null) throw check.expected('verdict to be an object', verdict);
  const member = (name) => check.string(verdict[name], `verdict.${name}`);
  const judged = { severity: member('severity'), bounce: member('bounce'), action: member('action') };
  return check.call('verdict.', () => question(judged));
};

module.exports = {
  isFailure: about(binding.isFailure),
  isRetryable: about(binding.isRetryable),
  shouldSuppress: about(binding.shouldSuppress),
};
