'use strict';

const binding = require('./lib/addon.js');
const classify = require('./lib/classify.js');

// Each name is written out: Node reads them off this text when a module imports the package.
exports.classify = (reply, context) => classify.classify(binding, reply, context);
exports.classifyBatch = (replies, context, options) => classify.classifyBatch(binding, replies, context, options);

const { VerdictColumns } = require('./lib/columns.js');
exports.VerdictColumns = VerdictColumns;

const { Classifier, RulesError } = require('./lib/classifier.js');
exports.Classifier = Classifier;
exports.RulesError = RulesError;

const codes = require('./lib/codes.js');
exports.actionOn = codes.actionOn;
exports.commandFromName = codes.commandFromName;
exports.enhancedCode = codes.enhancedCode;
exports.explain = codes.explain;
exports.fromVocabulary = codes.fromVocabulary;
exports.helpUrl = codes.helpUrl;
exports.parseReply = codes.parseReply;
exports.providerFromHost = codes.providerFromHost;
exports.providerFromName = codes.providerFromName;
exports.replyCode = codes.replyCode;
exports.rule = codes.rule;
exports.ruleIds = codes.ruleIds;
exports.toVocabulary = codes.toVocabulary;
exports.vocabularyLabel = codes.vocabularyLabel;

const { fromError } = require('./lib/error.js');
exports.fromError = fromError;

const { fromEvent } = require('./lib/event.js');
exports.fromEvent = fromEvent;

const { isFailure, isRetryable, shouldSuppress } = require('./lib/judge.js');
exports.isFailure = isFailure;
exports.isRetryable = isRetryable;
exports.shouldSuppress = shouldSuppress;

const { classifyLines, classifyStream } = require('./lib/stream.js');
exports.classifyLines = classifyLines;
exports.classifyStream = classifyStream;
