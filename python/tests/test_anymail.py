"""Verdicts on what django-anymail reports and raises: its own objects, as its backends make them."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from smtpcodes import Category, classify, from_exception

TO = ["a@example.org", "b@example.org"]


@pytest.fixture(scope="module")
def platform():
    """Postmark's API on loopback: a function that sends by it, and gives what was raised or reported."""
    import django
    from django.conf import settings
    from django.core.mail import EmailMessage, get_connection

    answer = {}

    class Api(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(answer["status"])
            self.send_header("Content-Length", str(len(answer["body"])))
            self.end_headers()
            self.wfile.write(answer["body"])

        def log_message(self, *_):
            pass

    def send(status, body):
        text = body if isinstance(body, str) else json.dumps(body)
        answer.update(status=status, body=text.encode())
        connection = get_connection("anymail.backends.postmark.EmailBackend")
        message = EmailMessage("Hello", "Hello", "me@example.com", TO, connection=connection)
        try:
            message.send()
        except Exception as error:  # noqa: BLE001  # whatever it is
            return error
        return message.anymail_status

    with HTTPServer(("127.0.0.1", 0), Api) as server:
        url = "http://{}:{}/".format(*server.server_address)
        settings.configure(ANYMAIL={"POSTMARK_SERVER_TOKEN": "x", "POSTMARK_API_URL": url})
        django.setup()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield send
        server.shutdown()
        thread.join()


def test_recipients_that_the_platform_refuses(platform):
    inactive = "Inactive recipients are ones that have generated a hard bounce or a spam complaint."
    one = platform(
        200,
        {
            "ErrorCode": 0,
            "Message": f"Message OK, but will not deliver to these inactive addresses: {TO[1]}. {inactive}",
            "MessageID": "m",
            "To": ", ".join(TO),
        },
    )
    assert one.status == {"sent", "rejected"}
    assert from_exception(one) == {TO[1]: classify("rejected")}
    assert from_exception(one.recipients) == from_exception(one)
    both = platform(
        422,
        {"ErrorCode": 406, "Message": f"Found inactive addresses: {', '.join(TO)}.\n {inactive}"},
    )
    assert type(both).__name__ == "AnymailRecipientsRefused"
    assert from_exception(both) == dict.fromkeys(TO, classify("rejected"))
    wrong = platform(422, {"ErrorCode": 300, "Message": f"Invalid 'To' address: '{TO[0]}'."})
    assert from_exception(wrong) == {TO[0]: classify("invalid")}
    none = platform(200, {"ErrorCode": 0, "Message": "OK", "MessageID": "m", "To": ", ".join(TO)})
    assert from_exception(none) == {}


def test_requests_that_the_platform_refuses(platform):
    """The status of HTTP is no reply code, though some numbers are both."""
    for status in (421, 429, 500, 502, 503, 504, 550):
        error = platform(status, "")
        assert f"API response {status}" in str(error)
        verdict = from_exception(error)
        assert verdict.reply_code is None
        assert verdict.is_failure
    assert from_exception(platform(429, "")).category is Category.RATE_LIMITED
    login = platform(401, {"ErrorCode": 10, "Message": "Authentication failed: bad token"})
    assert from_exception(login).category is Category.SMTP_AUTH_FAILED
    unreadable = platform(200, "no JSON")
    assert type(unreadable).__name__ == "AnymailRequestsAPIError"
    assert from_exception(unreadable).is_failure


def test_statuses():
    from anymail.message import ANYMAIL_STATUSES, AnymailRecipientStatus, AnymailStatus

    failed = {"invalid", "rejected", "failed"}
    assert failed | {"sent", "queued", "unknown"} == set(ANYMAIL_STATUSES), "a new word must be looked at"
    every = AnymailStatus()
    assert from_exception(every) == {}, "nothing was sent yet"
    each = {f"{word}@example.org": AnymailRecipientStatus("m", word) for word in ANYMAIL_STATUSES}
    every.set_recipient_status(each)
    verdicts = from_exception(every)
    assert set(verdicts) == {f"{word}@example.org" for word in failed}
    for word in failed:
        verdict = from_exception(each[f"{word}@example.org"])
        assert verdict == verdicts[f"{word}@example.org"] == classify(word)
        assert verdict.is_failure
        assert not verdict.should_suppress, "no server has been asked"
    for word in ("sent", None):
        with pytest.raises(TypeError, match="found AnymailRecipientStatus"):
            from_exception(AnymailRecipientStatus("m", word))


def test_exceptions():
    from anymail import exceptions

    # As the backend of Amazon SES raises it.
    told = exceptions.AnymailAPIError("An error occurred (Throttling): Maximum sending rate exceeded.")
    assert from_exception(told).category is Category.RATE_LIMITED
    assert from_exception(exceptions.AnymailRecipientsRefused()).is_failure, "whoever they were"
    mistake = from_exception(exceptions.AnymailUnsupportedFeature("metadata"))
    assert mistake.category is Category.UNKNOWN, "of the program that sends"


def test_tracking_events():
    from anymail.signals import AnymailTrackingEvent, EventType, RejectReason

    def event(**fields):
        return AnymailTrackingEvent(
            event_type=EventType.BOUNCED, reject_reason=RejectReason.BOUNCED, **fields
        )

    full = event(mta_response="smtp; 452 4.2.2 Sorry", description="bounced", recipient="a@example.org")
    assert from_exception(full) == classify("smtp; 452 4.2.2 Sorry")
    assert from_exception(event(description="452 4.2.2 Sorry")) == classify("452 4.2.2 Sorry")
    nobody_says_why = from_exception(event())
    assert nobody_says_why.category is Category.UNKNOWN
    assert nobody_says_why.is_failure
    for kind in (EventType.REJECTED, EventType.FAILED, EventType.DEFERRED):
        assert from_exception(AnymailTrackingEvent(event_type=kind)) == classify(kind)
    for kind in (EventType.OPENED, EventType.CLICKED, EventType.UNKNOWN):
        with pytest.raises(TypeError, match="found AnymailTrackingEvent"):
            from_exception(AnymailTrackingEvent(event_type=kind))
