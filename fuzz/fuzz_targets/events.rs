//! Any body of a webhook is read: fields that are missing or of another kind are no reason to stop.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes_events::{EventSource, from_event};

fuzz_target!(|body: &[u8]| {
    for source in EventSource::ALL {
        let _ = from_event(*source, body);
    }
});
