'use strict';

const binding = require('../binding.js');
const check = require('./check.js');
const { classify, classifyBatch } = require('./classify.js');

/** Mistakes in rules, each with its place. */
class RulesError extends Error {
  constructor(file, mistakes) {
    super(mistakes.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'));
    this.name = 'RulesError';
    this.code = 'ERR_SMTPCODES_RULES';
    this.file = file;
    this.mistakes = mistakes;
  }
}

function refuse(file, mistakes) {
  if (mistakes.length > 0) throw new RulesError(file, mistakes);
}

/** The built-in rules, with the caller's own before them. */
class Classifier {
  #engine = new binding.NativeClassifier();

  constructor(options = {}) {
    if (typeof options !== 'object' || options === null) throw check.expected('options to be an object', options);
    const { rules, file = 'rules.yaml' } = options;
    check.string(file, 'options.file');
    if (rules !== undefined) refuse(file, this.#engine.setRules(check.string(rules, 'options.rules'), file));
  }

  classify(reply, context) {
    return classify(this.#engine, reply, context);
  }

  classifyBatch(replies, context, options) {
    return classifyBatch(this.#engine, replies, context, options);
  }

  async setRules(rules, file = 'rules.yaml') {
    refuse(file, await this.#engine.setRulesLater(check.string(rules, 'rules'), check.string(file, 'file')));
  }
}

module.exports = { Classifier, RulesError };
