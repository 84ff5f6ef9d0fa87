/*
 * A qmail-remote that logs what the replies of other servers mean.
 *
 * Runs the real qmail-remote, passes on what that reports, byte for byte, and writes a line for each
 * recipient that was not accepted to the log of the system, or to the file that SMTPCODES_LOG names. The real
 * one is /var/qmail/bin/qmail-remote.real, or what SMTPCODES_QMAIL_REMOTE names. docs/mta/qmail.md shows how
 * to put it in place.
 */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#include "summary.h"

#define REAL "/var/qmail/bin/qmail-remote.real"

/* Reports beyond it are passed on all the same, but not logged. */
static char reports[256 * 1024];
static size_t reported;

static const char *setting(const char *name, const char *otherwise)
{
    const char *value = getenv(name);

    return value != NULL && *value != '\0' ? value : otherwise;
}

static int run_real(char *argv[])
{
    static const char failure[] = "ZUnable to run the real qmail-remote. (#4.3.0)\n";

    execv(setting("SMTPCODES_QMAIL_REMOTE", REAL), argv);
    /* What qmail-rspawn is told when qmail-remote itself has no memory or no network, with the NUL behind it. */
    return write(STDOUT_FILENO, failure, sizeof failure) == (ssize_t)sizeof failure ? 0 : 111;
}

/* Passes everything on until the real one closes its side. */
static void pass_on(int from)
{
    char chunk[4096];
    ssize_t count, written;

    while ((count = read(from, chunk, sizeof chunk)) > 0 || (count < 0 && errno == EINTR)) {
        size_t room = sizeof reports - reported;
        char *next = chunk;

        if (count < 0)
            continue;
        memcpy(reports + reported, chunk, (size_t)count < room ? (size_t)count : room);
        reported += (size_t)count < room ? (size_t)count : room;
        while (count > 0) {
            written = write(STDOUT_FILENO, next, (size_t)count);
            if (written < 0 && errno != EINTR)
                return;
            if (written > 0) {
                next += written;
                count -= written;
            }
        }
    }
}

static void write_log(const char *line)
{
    const char *path = getenv("SMTPCODES_LOG");
    char whole[SUMMARY_SIZE + 1024];
    int file, length;

    if (path == NULL || *path == '\0') {
        openlog("smtpcodes", LOG_PID, LOG_MAIL);
        syslog(LOG_INFO, "%s", line);
        return;
    }
    length = snprintf(whole, sizeof whole, "%s\n", line);
    file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0640);
    /* A line that cannot be written is lost, and the mail is not. */
    if (file >= 0) {
        if (length < 0 || write(file, whole, (size_t)length) != length)
            errno = 0;
        close(file);
    }
}

/* One report: a letter and a text. `whom` is the recipient, or the host if it is about all of them. */
static void log_report(const char *whom, const char *report, size_t length)
{
    char line[SUMMARY_SIZE + 512];
    struct summary summary;
    smtpcodes_verdict_t verdict;
    char *c;

    verdict.size = sizeof verdict;
    if (smtpcodes_classify(report + 1, length - 1, NULL, &verdict) != SMTPCODES_OK)
        return;
    summary_of(&summary, &verdict);
    snprintf(line, sizeof line, "to=<%.300s> report=%c %s", whom, report[0], summary.text);
    for (c = line; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = '?';
    write_log(line);
}

/*
 * Reports end with a NUL: first one for each recipient, in their order, r, h or s, and then one for the
 * message, K, Z or D. What is accepted (r, K) needs no verdict, nor a message of which every recipient has one.
 */
static void log_reports(int argc, char *argv[])
{
    const char *report = reports;
    int recipient = 3, accepted = 0;

    while (report < reports + reported) {
        const char *end = memchr(report, '\0', reported - (size_t)(report - reports));
        size_t length = (size_t)((end != NULL ? end : reports + reported) - report);

        switch (length > 0 ? *report : '\0') {
        case 'h':
        case 's':
            log_report(recipient < argc ? argv[recipient] : "", report, length);
            recipient++;
            break;
        case 'r':
            recipient++;
            accepted = 1;
            break;
        case 'Z':
        case 'D':
            if (accepted || recipient == 3)
                log_report(argc > 1 ? argv[1] : "", report, length);
            break;
        default:
            break;
        }
        report += length + 1;
    }
}

int main(int argc, char *argv[])
{
    int ends[2], status = 0;
    pid_t child;

    if (pipe(ends) != 0)
        return run_real(argv);
    child = fork();
    if (child < 0) {
        close(ends[0]);
        close(ends[1]);
        return run_real(argv);
    }
    if (child == 0) {
        close(ends[0]);
        if (ends[1] != STDOUT_FILENO) {
            dup2(ends[1], STDOUT_FILENO);
            close(ends[1]);
        }
        return run_real(argv);
    }
    close(ends[1]);
    pass_on(ends[0]);
    close(ends[0]);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    log_reports(argc, argv);
    if (WIFSIGNALED(status)) {
        /* qmail-rspawn tells a crash from an exit. */
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 111;
}
