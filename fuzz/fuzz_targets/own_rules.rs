//! Any file of rules is taken, or has its mistakes told with places.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes::Classifier;

fuzz_target!(|file: &str| {
    match Classifier::with_rules(file, "own.yaml") {
        Ok(classifier) => {
            classifier.classify(file.as_bytes());
        }
        Err(error) => assert!(error.mistakes().all(|mistake| !mistake.message.is_empty())),
    }
});
