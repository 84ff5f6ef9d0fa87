'use strict';

// What readers of errors, webhooks and streams take besides: a classifier, and what is known of all replies.

const binding = require('./addon.js');
const check = require('./check.js');
const { engineOf } = require('./classifier.js');

/** What classifies, and the context that it classifies with. `more` are the names of a reader's own options. */
function reading(options, more = []) {
  const given = check.options(options, [...check.FIELDS, 'classifier', ...more]);
  const context = check.call('options.', () => binding.readContext(check.fields(given, 'options')));
  return { engine: engineOf(given.classifier), context };
}

module.exports = { reading };
