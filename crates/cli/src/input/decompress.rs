//! gzip and Zstandard, told by their first bytes and not by the name of the file.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// A reader, and the bytes that it begins with.
type Start = (Box<dyn Read + Send>, Vec<u8>);

/// The text behind a reader, decompressed where need be, with its first bytes to look at.
pub(crate) fn reader(raw: Box<dyn Read + Send>) -> io::Result<Start> {
    let (raw, head) = peek(raw)?;
    if head.starts_with(&GZIP) {
        peek(Box::new(MultiGzDecoder::new(BufReader::new(raw))))
    } else if head.starts_with(&ZSTD) {
        peek(Box::new(Frames { source: BufReader::new(raw), frame: None }))
    } else {
        Ok((raw, head))
    }
}

/// Bytes that are looked at.
const LOOK: usize = 1024;

/// Reads some bytes ahead and puts them back in front.
fn peek(mut raw: Box<dyn Read + Send>) -> io::Result<Start> {
    let mut head = vec![0; LOOK];
    let mut len = 0;
    while len < LOOK {
        match raw.read(&mut head[len..]) {
            Ok(0) => break,
            Ok(n) => len += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
        // A first line is enough: a pipe may give the next one much later.
        if head[..len].contains(&b'\n') {
            break;
        }
    }
    head.truncate(len);
    Ok((Box::new(io::Cursor::new(head.clone()).chain(raw)), head))
}

/// All frames of a Zstandard file, one behind the other.
struct Frames {
    source: BufReader<Box<dyn Read + Send>>,
    /// The frame that is being read.
    frame: Option<FrameDecoder>,
}

impl Read for Frames {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                while frame.can_collect() == 0 && !frame.is_finished() {
                    frame
                        .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                        .map_err(io::Error::other)?;
                }
                let n = frame.read(to)?;
                if n > 0 || to.is_empty() {
                    return Ok(n);
                }
                self.frame = None;
            }
            if self.source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let mut frame = FrameDecoder::new();
            match frame.init(&mut self.source) {
                Ok(()) => self.frame = Some(frame),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(e) => return Err(io::Error::other(e)),
            }
        }
    }
}
