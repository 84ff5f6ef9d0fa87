//! What comes out of a stream: lines, and replies that are joined of lines.

use napi_derive::napi;
use smtpcodes::{JoinedReply, LineJoiner, LineSplitter};

/// The lines of chunks of any size.
#[napi]
pub struct NativeLines(LineSplitter);

#[napi]
impl NativeLines {
    /// Before the first chunk.
    #[napi(constructor, catch_unwind)]
    #[allow(clippy::new_without_default, reason = "called from JavaScript alone")]
    pub fn new() -> Self {
        Self(LineSplitter::new())
    }

    /// The lines that end in a chunk.
    #[napi(catch_unwind)]
    pub fn push(&mut self, mut chunk: &[u8]) -> Vec<String> {
        let mut lines = Vec::new();
        while let Some(line) = self.0.next(&mut chunk) {
            lines.push(text(line.text));
        }
        lines
    }

    /// The line that has no end, if there is one.
    #[napi(catch_unwind)]
    pub fn finish(&mut self) -> Vec<String> {
        self.0.finish().map(|line| text(line.text)).into_iter().collect()
    }
}

/// The replies in chunks of any size.
#[napi]
pub struct NativeReplies {
    splitter: LineSplitter,
    joiner: LineJoiner,
}

#[napi]
impl NativeReplies {
    /// Before the first chunk.
    #[napi(constructor, catch_unwind)]
    #[allow(clippy::new_without_default, reason = "called from JavaScript alone")]
    pub fn new() -> Self {
        Self { splitter: LineSplitter::new(), joiner: LineJoiner::new() }
    }

    /// The replies that end in a chunk.
    #[napi(catch_unwind)]
    pub fn push(&mut self, mut chunk: &[u8]) -> Vec<String> {
        let mut replies = Vec::new();
        while let Some(line) = self.splitter.next(&mut chunk) {
            replies.extend(self.joiner.push(line).map(reply));
        }
        replies
    }

    /// Whether there is a reply of which no more lines are announced.
    #[napi(catch_unwind)]
    pub fn is_complete(&self) -> bool {
        self.joiner.is_complete()
    }

    /// The reply so far, if there is one.
    #[napi(catch_unwind)]
    pub fn take(&mut self) -> Vec<String> {
        self.joiner.take().map(reply).into_iter().collect()
    }

    /// What no line end ended.
    #[napi(catch_unwind)]
    pub fn finish(&mut self) -> Vec<String> {
        let before = self.splitter.finish().and_then(|line| self.joiner.push(line));
        before.into_iter().chain(self.joiner.take()).map(reply).collect()
    }
}

fn reply(joined: JoinedReply) -> String {
    String::from_utf8(joined.text).unwrap_or_else(|e| text(e.as_bytes()))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
