//! Columns of replies through the Arrow C Data Interface
//! (<https://arrow.apache.org/docs/format/CDataInterface.html>).

mod abi;
mod column;
mod export;
mod input;
mod table;

pub use abi::{ArrowArray, ArrowSchema};

use crate::boundary::{call, write};
use crate::classifier::smtpcodes_classifier_t;
use crate::classify::with_rules;
use crate::result::smtpcodes_result::SMTPCODES_ERROR_NULL;
use crate::result::smtpcodes_result_t;

/// The verdicts on a column of replies, as a column of structures.
///
/// The input is an array of the type utf8, large_utf8, utf8_view, binary, large_binary, binary_view or
/// null, or a dictionary of one of them: then each value is classified once. Or it is a structure with
/// such an array by the name of `reply`, and besides it what is known of each: `remote_host`, `provider`,
/// `command`, `sending_ip`, as text, read as `smtpcodes_provider_from_name` and `smtpcodes_command_from_name` read
/// it; what names nothing there is ignored. It stays the caller's, who releases it, and may go before the output.
///
/// The output has these fields: `reply_code` uint16, `enhanced_code`, `severity`, `category`, `bounce`,
/// `side`, `action`, `provider`, `blocklist` dictionaries of utf8, `retry_after` uint32, `conflict` bool,
/// and a structure `evidence` of `kind` and `id`, dictionaries of utf8, `start` and `end`, uint32, in bytes. Where a
/// reply is null, so is its verdict. The caller releases `array` and `schema` by their own callbacks, each
/// by itself.
///
/// `classifier` may be `NULL` for the built-in rules; it may be used by other threads at the same time.
///
/// Errors: `NULL`, `ARROW`.
///
/// # Safety
/// The input must be what the Arrow C Data Interface demands, with the buffers that its lengths promise;
/// `array` and `schema` must point to structures that may be overwritten.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_classify_arrow(
    classifier: *const smtpcodes_classifier_t,
    input: *const ArrowArray,
    input_schema: *const ArrowSchema,
    array: *mut ArrowArray,
    schema: *mut ArrowSchema,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let (Some(input), Some(input_schema)) = (input.as_ref(), input_schema.as_ref()) else {
            return Err(SMTPCODES_ERROR_NULL);
        };
        if array.is_null() || schema.is_null() {
            return Err(SMTPCODES_ERROR_NULL);
        }
        let input = input::Input::read(input, input_schema)?;
        let table = with_rules(classifier, |rules| table::classify(rules, &input))?;
        let (made_array, made_schema) = table.export();
        write(array, made_array)?;
        write(schema, made_schema)
    })
}
