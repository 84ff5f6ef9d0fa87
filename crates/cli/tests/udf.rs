//! `smtpcodes udf`, driven as ClickHouse drives it: chunk after chunk, while the input stays open.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Output, Stdio};
use std::sync::Arc;
use std::thread;

use arrow_array::cast::AsArray;
use arrow_array::types::Int8Type;
use arrow_array::{Array, ArrayRef, BinaryArray, DictionaryArray, LargeStringArray, NullArray};
use arrow_array::{RecordBatch, StringArray, StringViewArray, UInt32Array};
use arrow_ipc::CompressionType;
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::{IpcWriteOptions, StreamWriter};
use serde_json::Value;

use crate::support::{Folder, Run, program, run_with};

/// A process of the pool.
struct Worker {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Worker {
    fn new(args: &[&str]) -> Self {
        let mut command = program();
        command.arg("udf").args(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, input, output }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).unwrap();
        self.input.flush().unwrap();
    }

    /// The next lines of the answer; waits for them, while the input is open.
    fn lines(&mut self, count: usize) -> Vec<String> {
        let mut line = || {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            line.strip_suffix('\n').expect("a whole line").to_owned()
        };
        (0..count).map(|_| line()).collect()
    }

    /// Ends the input: there must be no more output than `rest`, and no complaint.
    fn end(self, rest: &[u8]) {
        let Self { mut child, input, mut output } = self;
        drop(input);
        let mut left = Vec::new();
        output.read_to_end(&mut left).unwrap();
        assert_eq!(left, rest);
        let mut complaints = String::new();
        child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
        assert_eq!((child.wait().unwrap().code(), complaints.as_str()), (Some(0), ""));
    }
}

/// Runs with an input whose answer may be no text.
fn raw(args: &[&str], input: &[u8]) -> Output {
    let Worker { child, input: mut pipe, output } = Worker::new(args);
    // The program may end before it has read all.
    let _ = pipe.write_all(input);
    drop(pipe);
    let mut done = Output { stdout: Vec::new(), ..child.wait_with_output().unwrap() };
    output.into_inner().read_to_end(&mut done.stdout).unwrap();
    done
}

fn udf(args: &[&str], input: &[u8]) -> Run {
    run_with(&[&["udf"], args].concat(), input)
}

const FULL: &str = "452 4.2.2 Sorry";
const GONE: &str = "550 5.1.1 no such user";

#[test]
fn rows_are_answered_while_the_input_is_open() {
    let mut worker = Worker::new(&["--format", "TabSeparated"]);
    worker.send(format!("{FULL}\n").as_bytes());
    assert_eq!(worker.lines(1), ["mailbox_full"]);
    worker.send(format!("{GONE}\n\n\\N\n{FULL}").as_bytes());
    assert_eq!(worker.lines(3), ["user_unknown", "unknown", "\\N"]);
    worker.end(b"mailbox_full\n");
}

#[test]
fn chunks_with_headers() {
    let mut worker = Worker::new(&["--format", "TabSeparated", "--chunk-header"]);
    for _ in 0..3 {
        worker.send(format!("2\n{FULL}\n{GONE}\n").as_bytes());
        assert_eq!(worker.lines(2), ["mailbox_full", "user_unknown"]);
        worker.send(b"0\n");
    }
    // A chunk that is larger than what a pipe holds, and a row that looks like a header.
    let many = 20_000;
    worker.send(format!("{}\n", many + 1).as_bytes());
    for part in 0..10 {
        worker.send(format!("{FULL}\n").repeat(many / 10).as_bytes());
        assert_eq!(worker.lines(many / 10), vec!["mailbox_full"; many / 10], "{part}");
    }
    worker.send(b"2\n");
    assert_eq!(worker.lines(1), ["unknown"]);
    worker.end(b"");
}

#[test]
fn tuples_and_context_in_lines() {
    let parts = "category,reply_code,enhanced_code,retry_after,conflict,provider";
    let mut worker = Worker::new(&[
        "--format",
        "tabseparated",
        "--arguments",
        "remote_host,reply,sending_ip,command",
        "--return",
        parts,
    ]);
    worker.send(b"gmail-smtp-in.l.google.com\t421 4.2.1\\tnot\\nnow\t-\t\\N\n\t421 4.2.1 not now\t\t\n");
    worker.send(b"\\N\t\\N\t\\N\t\\N\n");
    assert_eq!(
        worker.lines(3),
        [
            "('rate_limited',421,'4.2.1',NULL,false,'gmail')",
            "('mailbox_disabled',421,'4.2.1',NULL,false,NULL)",
            "(NULL,NULL,NULL,NULL,NULL,NULL)"
        ]
    );
    worker.end(b"");
}

/// A text as RowBinary has it.
fn text(text: &str) -> Vec<u8> {
    assert!(text.len() < 0x80);
    [&[text.len() as u8], text.as_bytes()].concat()
}

#[test]
fn rows_of_bytes() {
    let mut worker =
        Worker::new(&["--format", "RowBinary", "--return", "category,reply_code,retry_after,conflict"]);
    let mut answer = [0; 64];
    for _ in 0..2 {
        worker.send(&text("452 4.2.2 try again in 5 minutes"));
        let want = [&text("mailbox_full")[..], &[0, 0xc4, 1], &[0, 44, 1, 0, 0], &[0]].concat();
        worker.output.read_exact(&mut answer[..want.len()]).unwrap();
        assert_eq!(answer[..want.len()], want);
    }
    worker.send(&text("Sorry"));
    worker.end(&[&text("unknown")[..], &[1], &[1], &[0]].concat());
}

#[test]
fn rows_of_bytes_that_may_be_null() {
    let mut worker = Worker::new(&[
        "--format",
        "RowBinary",
        "--nullable",
        "--chunk-header",
        "--arguments",
        "reply,provider",
    ]);
    let mut answer = [0; 64];
    worker.send(&[&b"2\n\0"[..], &text("421 4.2.1 x"), &[0], &text("gmail"), &[1, 1]].concat());
    let want = [&[0][..], &text("rate_limited"), &[1]].concat();
    worker.output.read_exact(&mut answer[..want.len()]).unwrap();
    assert_eq!(answer[..want.len()], want);
    worker.end(b"");
}

/// A stream of one batch.
fn stream(columns: Vec<ArrayRef>, options: IpcWriteOptions) -> Vec<u8> {
    let names = columns.iter().enumerate().map(|(place, column)| (format!("c{place}"), column.clone(), true));
    let batch = RecordBatch::try_from_iter_with_nullable(names).unwrap();
    let mut writer = StreamWriter::try_new_with_options(Vec::new(), &batch.schema(), options).unwrap();
    writer.write(&batch).unwrap();
    writer.finish().unwrap();
    writer.into_inner().unwrap()
}

/// Reads one batch of an answer, and not a byte behind it.
fn batch(worker: &mut Worker) -> RecordBatch {
    let mut reader = StreamReader::try_new(&mut worker.output, None).unwrap();
    reader.next().unwrap().unwrap()
}

fn categories(answer: &RecordBatch) -> Vec<Option<&str>> {
    answer.column_by_name("result").unwrap().as_string::<i32>().iter().collect()
}

/// What ends a stream.
const END: [u8; 8] = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0];

#[test]
fn streams_in_every_layout() {
    let texts = [Some(FULL), None, Some("x"), Some(GONE)];
    let want = [Some("mailbox_full"), None, Some("unknown"), Some("user_unknown")];
    let layouts: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from_iter(texts)),
        Arc::new(LargeStringArray::from_iter(texts)),
        Arc::new(StringViewArray::from_iter(texts)),
        Arc::new(BinaryArray::from_iter(texts)),
        Arc::new(DictionaryArray::<Int8Type>::from_iter(texts)),
    ];
    let mut worker = Worker::new(&["--format", "ArrowStream"]);
    for layout in &layouts {
        for compression in [None, Some(CompressionType::LZ4_FRAME)] {
            let options = IpcWriteOptions::default().try_with_compression(compression).unwrap();
            worker.send(&stream(vec![layout.clone()], options));
            assert_eq!(categories(&batch(&mut worker)), want, "{}", layout.data_type());
        }
    }
    worker.send(&stream(vec![Arc::new(NullArray::new(2))], IpcWriteOptions::default()));
    assert_eq!(categories(&batch(&mut worker)), [None, None]);
    worker.end(&END);
}

#[test]
fn streams_with_headers_context_and_tuples() {
    let mut worker = Worker::new(&[
        "--format",
        "ArrowStream",
        "--chunk-header",
        "--arguments",
        "reply,remote_host",
        "--return",
        "category,reply_code,retry_after,conflict,blocklist",
    ]);
    let replies: ArrayRef = Arc::new(StringArray::from(vec!["421 4.2.1 x", "450 try again in 5 minutes"]));
    let hosts: ArrayRef = Arc::new(StringArray::from(vec![Some("gmail-smtp-in.l.google.com"), None]));
    for _ in 0..2 {
        worker.send(b"2\n");
        worker.send(&stream(vec![replies.clone(), hosts.clone()], IpcWriteOptions::default()));
        let answer = batch(&mut worker);
        let tuple = answer.column_by_name("result").unwrap().as_struct();
        let text = |name| tuple.column_by_name(name).unwrap().as_string::<i32>();
        assert_eq!(text("category").value(0), "rate_limited");
        assert!(text("blocklist").is_null(0));
        let seconds = tuple.column_by_name("retry_after").unwrap();
        let seconds: Vec<_> = seconds.as_primitive::<arrow_array::types::UInt32Type>().iter().collect();
        assert_eq!(seconds, [None, Some(300)]);
        let codes = tuple.column_by_name("reply_code").unwrap();
        assert_eq!(codes.as_primitive::<arrow_array::types::UInt16Type>().values()[..], [421, 450]);
        assert!(!tuple.column_by_name("conflict").unwrap().as_boolean().value(0));
    }
    worker.end(&END);
}

/// Everything that is answered to an input.
fn answer(args: &[&str], input: Vec<u8>) -> Vec<u8> {
    let Worker { mut child, input: mut pipe, mut output } = Worker::new(args);
    let writer = thread::spawn(move || pipe.write_all(&input).unwrap());
    let mut answer = Vec::new();
    output.read_to_end(&mut answer).unwrap();
    writer.join().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    answer
}

#[test]
fn every_format_gives_the_verdicts_of_the_other_languages() {
    const NAMES: [&str; 5] = ["reply", "remote_host", "provider", "command", "sending_ip"];
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../conformance/cases.json")).unwrap();
    let row = |case: &Value| {
        NAMES.map(|name| {
            let value = if name == "reply" { &case[name] } else { &case["context"][name] };
            value.as_str().map(str::to_owned)
        })
    };
    let rows: Vec<_> = cases.iter().map(row).collect();
    let arguments = NAMES.join(",");
    let answer = |format, input| {
        let args = ["--format", format, "--nullable", "--arguments", &arguments, "--return", "verdict"];
        answer(&args, input)
    };
    let check = |found: Vec<String>| {
        let found = found.iter().map(|verdict| serde_json::from_str::<Value>(verdict).unwrap());
        assert!(found.eq(cases.iter().map(|case| case["verdict"].clone())));
    };

    let escape = |text: &String| text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n");
    let line = |row: &[Option<String>; 5]| {
        row.each_ref().map(|value| value.as_ref().map_or("\\N".to_owned(), escape)).join("\t") + "\n"
    };
    let lines = answer("TabSeparated", rows.iter().map(line).collect::<String>().into_bytes());
    check(String::from_utf8(lines).unwrap().lines().map(str::to_owned).collect());

    let value = |value: &Option<String>| match value {
        None => vec![1],
        Some(text) => {
            assert!(text.len() < 1 << 14);
            [&[0, text.len() as u8 | 0x80, (text.len() >> 7) as u8], text.as_bytes()].concat()
        }
    };
    let bytes = answer("RowBinary", rows.iter().flatten().flat_map(value).collect());
    let mut rest = &bytes[..];
    let mut found = Vec::new();
    while let [0, low, high, behind @ ..] = rest {
        let length = usize::from(low & 0x7f) | usize::from(*high) << 7;
        found.push(String::from_utf8(behind[..length].to_vec()).unwrap());
        rest = &behind[length..];
    }
    assert_eq!(rest, b"");
    check(found);

    let column = |place: usize| -> ArrayRef {
        Arc::new(rows.iter().map(|row| row[place].clone()).collect::<StringArray>())
    };
    let columns = stream((0..NAMES.len()).map(column).collect(), IpcWriteOptions::default());
    let bytes = answer("ArrowStream", columns);
    let batches: Result<Vec<_>, _> = StreamReader::try_new(&bytes[..], None).unwrap().collect();
    let found = batches.unwrap();
    check(found.iter().flat_map(categories).map(|verdict| verdict.unwrap().to_owned()).collect());
}

#[test]
fn rules_of_ones_own() {
    let folder = Folder::new();
    let rules = "rules:\n  - id: ours\n    match: ['held for the night shift']\n    category: greylisted\n    examples: ['550 held for the night shift']\n";
    let rules = folder.file("own.yaml", rules);
    let run = udf(
        &["--format", "TabSeparated", "--rules", &rules, "--return", "evidence_id"],
        b"550 held for the night shift\n",
    );
    assert_eq!((run.code, run.out.as_str()), (0, "ours\n"));
}

#[test]
fn what_cannot_be_read_is_told() {
    let header = &["--format", "TabSeparated", "--chunk-header"][..];
    let two = &["--format", "TabSeparated", "--arguments", "reply,provider"][..];
    let binary = &["--format", "RowBinary"][..];
    let nullable = &["--format", "RowBinary", "--nullable"][..];
    let arrow = &["--format", "ArrowStream"][..];
    let counted = &["--format", "ArrowStream", "--chunk-header"][..];
    let good = stream(vec![Arc::new(StringArray::from(vec![FULL]))], IpcWriteOptions::default());
    let numbers = stream(vec![Arc::new(UInt32Array::from(vec![7]))], IpcWriteOptions::default());
    let two_columns: ArrayRef = Arc::new(StringArray::from(vec![FULL]));
    let two_columns = stream(vec![two_columns.clone(), two_columns], IpcWriteOptions::default());
    for (args, input, answered, message) in [
        (
            header,
            b"550 x\n".to_vec(),
            "",
            "stdin: expected the number of rows in a chunk, found \"550 x\\n\"",
        ),
        (header, b"2".to_vec(), "", "stdin: expected the number of rows in a chunk, found \"2\""),
        (header, b"3\nx\ny\n".to_vec(), "unknown\nunknown\n", "stdin: row 3: the input ends within it"),
        (two, b"x\ty\nx\n".to_vec(), "unknown\n", "stdin: row 2: expected 2 values, found 1"),
        (binary, vec![2, b'x'], "", "stdin: row 1: the input ends within it"),
        (
            binary,
            vec![0xff; 30],
            "",
            "stdin: row 1: expected the length of a value, found a number of more than 63 bits",
        ),
        (
            nullable,
            vec![2, b'x'],
            "",
            "stdin: row 1: expected 0 or 1 before a value that may be null, found 2",
        ),
        (arrow, numbers, "?", "stdin: Schema error: expected columns of text, found UInt32"),
        (arrow, two_columns, "?", "stdin: expected 1 columns, found 2"),
        (arrow, good[..good.len() - 30].to_vec(), "?", "stdin: "),
        (arrow, b"550 x\n".to_vec(), "?", "stdin: "),
        (counted, [b"2\n", &good[..]].concat(), "?", "stdin: expected a chunk of 2 rows, found 1"),
        (counted, b"2\n".to_vec(), "", "stdin: expected a chunk of 2 rows, found the end of the input"),
    ] {
        let output = raw(args, &input);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?} {complaint}");
        assert!(complaint.starts_with(message), "{complaint}");
        if answered != "?" {
            assert_eq!(output.stdout, answered.as_bytes());
        }
    }
}

#[test]
fn the_reply_must_be_among_the_arguments() {
    for arguments in ["provider", "reply,reply"] {
        let run = udf(&["--format", "TabSeparated", "--arguments", arguments], b"");
        assert_eq!((run.code, run.err.as_str()), (2, "error: expected `reply` once among the arguments\n"));
    }
    assert_eq!(udf(&[], b"").code, 2);
}
