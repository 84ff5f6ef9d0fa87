#!/bin/sh
# The wrapper around a qmail-remote that is played: what it passes on, what it logs. $1 is the wrapper, $2 a folder.
set -eu
wrapper=$1
cd "$2"
export SMTPCODES_LOG="$2/log" SMTPCODES_QMAIL_REMOTE="$2/real"

fail() {
    echo "qmail-remote.sh: $*" >&2
    exit 1
}

# The real one, given what it prints and how it ends.
real() {
    printf '#!/bin/sh\ncat > stdin\nprintf "%%s %%s %%s\\n" "$#" "$1" "$3" > arguments\n%s\n' "$1" > real
    chmod 755 real
    rm -f log
}

run() {
    status=0
    printf 'Subject: hello\n\n' | "$wrapper" example.com me@example.org a@example.com b@example.com c@example.com \
        > out || status=$?
}

reports='printf "r192.0.2.7 accepted.\n\0h192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 no such user\n\0'
reports="${reports}"'s192.0.2.7 does not like recipient.\nRemote host said: 451 4.7.1 Greylisted\n\0K192.0.2.7 accepted message.\n\0"'
real "$reports"
run
sh -c "$reports" > wanted
cmp out wanted || fail "reports were changed"
[ "$status" = 0 ] || fail "ended with $status"
[ "$(cat arguments)" = "5 example.com a@example.com" ] || fail "arguments were changed: $(cat arguments)"
[ "$(cat stdin)" = "Subject: hello" ] || fail "the message was changed"
[ "$(wc -l < log)" -eq 2 ] || fail "expected two lines, found $(cat log)"
grep -q '^to=<b@example.com> report=h category=user_unknown side=recipient bounce=hard action=suppress ' log \
    || fail "$(cat log)"
grep -q '^to=<c@example.com> report=s category=greylisted ' log || fail "$(cat log)"

# About the message as a whole, and then an end that is none of ours.
real 'printf "DConnected to 192.0.2.7 but sender was rejected.\nRemote host said: 554 5.7.1 blocked using zen.spamhaus.org\n\0"; exit 111'
run
[ "$status" = 111 ] || fail "ended with $status"
grep -q '^to=<example.com> report=D category=ip_blocklisted ' log || fail "$(cat log)"

# When it has given up on every recipient, nothing is left to say.
real 'printf "h550 5.1.1 no such user\n\0h550 5.1.1 no such user\n\0h550 5.1.1 no such user\n\0DGiving up on 192.0.2.7.\n\0"'
run
[ "$(wc -l < log)" -eq 3 ] || fail "expected three lines, found $(cat log)"

# Reports without an end, with what does not belong into a log, and more of them than are kept.
real 'printf "h550 5.1.1 \033[31m"'
run
grep -q '^to=<a@example.com> report=h ' log || fail "$(cat log)"
real 'head -c 1000000 /dev/zero'
run
[ "$(wc -c < out)" -eq 1000000 ] || fail "bytes were lost"
real 'head -c 1000000 /dev/zero | tr "\0" h'
run
[ "$(wc -c < out)" -eq 1000000 ] || fail "bytes were lost"

# A crash stays one, and without the real one the message is tried again.
real 'kill -KILL $$'
run
[ "$status" = 137 ] || fail "a crash became $status"
rm real
run
[ "$(head -c 1 out)" = Z ] || fail "$(cat out)"
