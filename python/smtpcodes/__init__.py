"""SMTP replies, explained and classified: what a mail server meant, whose fault it is, what to do next.

>>> import smtpcodes
>>> verdict = smtpcodes.classify("550 5.1.1 rejected: 192.0.2.9 is listed at zen.spamhaus.org")
>>> verdict.category  # not an unknown user, whatever 5.1.1 says
<Category.IP_BLOCKLISTED: 'ip_blocklisted'>
>>> verdict.bounce  # the address may be fine
<Bounce.SOFT: 'soft'>
>>> verdict.action, verdict.blocklist.removal
(<Action.REQUEST_DELISTING: 'request_delisting'>, 'https://check.spamhaus.org/')
"""

from smtpcodes._axis import Advice, Crosswalk, EvidenceKind, Label, Listed, ProviderKind, Relation
from smtpcodes._codes import (
    Action,
    Blocklist,
    Bounce,
    Category,
    Cause,
    Command,
    Group,
    Provider,
    ReplyCode,
    Severity,
    Side,
    Vocabulary,
)
from smtpcodes._errors import Mistake, RulesError
from smtpcodes._events import DeliveryEvent, EventKind, EventSource, from_event
from smtpcodes._exceptions import from_exception
from smtpcodes._explain import Explanation, ExplanationKind, explain
from smtpcodes._native import (
    Classifier,
    EnhancedCode,
    Evidence,
    Verdict,
    VerdictColumn,
    __version__,
    classify,
    classify_batch,
    help_url,
    join_lines,
    rule_ids,
)
from smtpcodes._parts import Reply, Rule, parse_reply, rule

__all__ = [
    "Action",
    "Advice",
    "Blocklist",
    "Bounce",
    "Category",
    "Cause",
    "Classifier",
    "Command",
    "Crosswalk",
    "DeliveryEvent",
    "EnhancedCode",
    "EventKind",
    "EventSource",
    "Evidence",
    "EvidenceKind",
    "Explanation",
    "ExplanationKind",
    "Group",
    "Label",
    "Listed",
    "Mistake",
    "Provider",
    "ProviderKind",
    "Relation",
    "Reply",
    "ReplyCode",
    "Rule",
    "RulesError",
    "Severity",
    "Side",
    "Verdict",
    "VerdictColumn",
    "Vocabulary",
    "__version__",
    "classify",
    "classify_batch",
    "explain",
    "from_event",
    "from_exception",
    "help_url",
    "join_lines",
    "parse_reply",
    "rule",
    "rule_ids",
]
