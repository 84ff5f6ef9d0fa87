'use strict';

const binding = require('./addon.js');
const check = require('./check.js');
const { classify, classifyBatch } = require('./classify.js');

/** Mistakes in rules, each with its place. */
class RulesError extends Error {
  constructor(file, mistakes, hint) {
    const lines = mistakes.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
    super([...lines, ...hint].join('\n'));
    this.name = 'RulesError';
    this.code = 'ERR_SMTPCODES_RULES';
    this.file = file;
    this.mistakes = mistakes;
  }
}

function refuse(rules, file, mistakes) {
  if (mistakes.length === 0) return;
  // One line that is not even a pair of YAML is the name of a file, most likely.
  const isName = !/\n|:\s/.test(rules);
  throw new RulesError(file, mistakes, isName ? ['rules are given as YAML text: read the file first'] : []);
}

let own;

/** The built-in rules, with the caller's own before them. */
class Classifier {
  #engine = new binding.NativeClassifier();

  static {
    own = (classifier) => classifier.#engine;
  }

  constructor(options = {}) {
    if (options === null) throw check.expected('options to be an object', options);
    const { rules, file = 'rules.yaml' } = check.options(options, ['rules', 'file']);
    check.string(file, 'options.file');
    if (rules !== undefined) refuse(rules, file, this.#engine.replaceSync(check.string(rules, 'options.rules'), file));
  }

  classify(reply, context) {
    return classify(this.#engine, reply, context);
  }

  classifyBatch(replies, context, options) {
    return classifyBatch(this.#engine, replies, context, options);
  }

  async replace(rules, file = 'rules.yaml') {
    const mistakes = await this.#engine.replace(check.string(rules, 'rules'), check.string(file, 'file'));
    refuse(rules, file, mistakes);
  }
}

/** What classifies with the rules of a classifier, or without one, with the built-in rules. */
function engineOf(classifier) {
  if (classifier === undefined || classifier === null) return binding;
  if (classifier instanceof Classifier) return own(classifier);
  throw check.expected('options.classifier to be a Classifier', classifier);
}

module.exports = { Classifier, RulesError, engineOf };
