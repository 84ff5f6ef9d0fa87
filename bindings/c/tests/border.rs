//! The unsafe code, as Miri can run it: `cargo +nightly miri test -p smtpcodes-c --test border`.

use core::ffi::{c_char, c_void};
use core::mem::MaybeUninit;
use core::ptr;

use smtpcodes::{Action, Category, Provider};
use smtpcodes_c::arrow::{ArrowArray, ArrowSchema, smtpcodes_classify_arrow};
use smtpcodes_c::classifier::{smtpcodes_classifier_free, smtpcodes_classifier_new};
use smtpcodes_c::classify::{smtpcodes_classifier_classify, smtpcodes_classify, smtpcodes_classify_batch};
use smtpcodes_c::context::smtpcodes_context_t;
use smtpcodes_c::explain::{smtpcodes_explain, smtpcodes_explanation_t};
use smtpcodes_c::text::smtpcodes_text_t;
use smtpcodes_c::verdict::smtpcodes_verdict_t;

/// A structure of zeros, with its size.
fn sized<T>() -> T {
    let mut out = MaybeUninit::<T>::zeroed();
    // SAFETY: each of these structures has integers and pointers, and its size in front.
    unsafe {
        out.as_mut_ptr().cast::<usize>().write(size_of::<T>());
        out.assume_init()
    }
}

fn text(text: &str) -> smtpcodes_text_t {
    smtpcodes_text_t { data: text.as_ptr().cast(), length: text.len() }
}

const REPLIES: [&str; 2] = ["550 5.1.1 Sorry", "452 4.2.2 Sorry"];

#[test]
fn one_reply() {
    let mut out: smtpcodes_verdict_t = sized();
    let mut context: smtpcodes_context_t = sized();
    context.provider = Provider::Gmail.number();
    context.sending_ip = text("192.0.2.1");
    let reply = c"550 5.1.1 Sorry";
    // SAFETY: everything is what it says.
    let result = unsafe { smtpcodes_classify(reply.as_ptr(), usize::MAX, &context, &mut out) };
    assert_eq!(result, 0);
    assert_eq!(out.category, u16::from(Category::UserUnknown.number()));
    assert_eq!(out.provider, Provider::Gmail.number());
}

#[test]
fn an_older_caller() {
    // A verdict that ended behind its evidence, and not a byte more.
    let size = core::mem::offset_of!(smtpcodes_verdict_t, retry_after);
    let mut memory = vec![0_u64; size / 8];
    memory[0] = size as u64;
    let reply = REPLIES[0];
    // SAFETY: the memory is as large as it says.
    let result = unsafe {
        smtpcodes_classify(
            reply.as_ptr().cast(),
            reply.len(),
            ptr::null(),
            memory.as_mut_ptr().cast::<smtpcodes_verdict_t>(),
        )
    };
    assert_eq!(result, 0);
    assert_eq!(memory[0], size as u64);
    assert_eq!(memory[2], "5.1.1".len() as u64);
}

#[test]
fn many_replies() {
    let replies = REPLIES.map(text);
    let mut out: [smtpcodes_verdict_t; 2] = [sized(), sized()];
    // SAFETY: both arrays have two entries.
    let result =
        unsafe { smtpcodes_classify_batch(ptr::null(), replies.as_ptr(), ptr::null(), 2, out.as_mut_ptr()) };
    assert_eq!(result, 0);
    assert_eq!(out[1].category, u16::from(Category::MailboxFull.number()));
}

#[test]
fn a_classifier_of_the_built_in_rules() {
    let mut classifier = ptr::null_mut();
    let mut out: smtpcodes_verdict_t = sized();
    // SAFETY: everything is what it says, and freed once.
    unsafe {
        let result = smtpcodes_classifier_new(ptr::null(), 0, ptr::null(), &mut classifier, ptr::null_mut());
        assert_eq!(result, 0);
        let reply = REPLIES[0];
        let result = smtpcodes_classifier_classify(
            classifier,
            reply.as_ptr().cast(),
            reply.len(),
            ptr::null(),
            &mut out,
        );
        assert_eq!(result, 0);
        smtpcodes_classifier_free(classifier);
    }
    assert_eq!(out.action, u16::from(Action::Suppress.number()));
}

#[test]
fn explanations() {
    let mut out: [smtpcodes_explanation_t; 2] = [sized(), sized()];
    let mut count = 0;
    // SAFETY: the array has two entries.
    let result = unsafe { smtpcodes_explain(c"550".as_ptr(), 3, out.as_mut_ptr(), out.len(), &mut count) };
    assert_eq!(result, 0);
    assert!(count >= 1);
    assert_eq!(out[0].number, 550);
}

unsafe extern "C" fn release_array(array: *mut ArrowArray) {
    // SAFETY: the interface calls it with its array.
    unsafe { (*array).release = None }
}

unsafe extern "C" fn release_schema(schema: *mut ArrowSchema) {
    // SAFETY: the interface calls it with its schema.
    unsafe { (*schema).release = None }
}

fn schema(format: *const c_char) -> ArrowSchema {
    ArrowSchema {
        format,
        name: c"".as_ptr(),
        metadata: ptr::null(),
        flags: 0,
        n_children: 0,
        children: ptr::null_mut(),
        dictionary: ptr::null_mut(),
        release: Some(release_schema),
        private_data: ptr::null_mut(),
    }
}

fn array(length: i64, buffers: &mut [*const c_void]) -> ArrowArray {
    ArrowArray {
        length,
        null_count: -1,
        offset: 0,
        n_buffers: buffers.len() as i64,
        n_children: 0,
        buffers: buffers.as_mut_ptr(),
        children: ptr::null_mut(),
        dictionary: ptr::null_mut(),
        release: Some(release_array),
        private_data: ptr::null_mut(),
    }
}

#[test]
fn a_column_and_its_release() {
    let data = REPLIES.concat();
    let offsets = [0, 15, 30_i32];
    let mut buffers = [ptr::null(), offsets.as_ptr().cast(), data.as_ptr().cast()];
    let mut values = array(2, &mut buffers);
    let mut values_schema = schema(c"u".as_ptr());

    let keys = [1_i8, 0, 1];
    let valid = [0b101_u8];
    let mut key_buffers = [valid.as_ptr().cast(), keys.as_ptr().cast()];
    let mut input = array(3, &mut key_buffers);
    let mut input_schema = schema(c"c".as_ptr());
    input.dictionary = &raw mut values;
    input_schema.dictionary = &raw mut values_schema;

    let mut out = MaybeUninit::<ArrowArray>::uninit();
    let mut out_schema = MaybeUninit::<ArrowSchema>::uninit();
    // SAFETY: the buffers are as long as their lengths say; the output is released once.
    unsafe {
        let result = smtpcodes_classify_arrow(
            ptr::null(),
            &input,
            &input_schema,
            out.as_mut_ptr(),
            out_schema.as_mut_ptr(),
        );
        assert_eq!(result, 0);
        let (mut out, mut out_schema) = (out.assume_init(), out_schema.assume_init());
        assert_eq!((out.length, out.null_count), (3, 1));

        // The first column is moved elsewhere, and outlives the rest.
        let first = *out.children;
        let mut codes = *first;
        (*first).release = None;
        (out.release.unwrap())(&mut out);
        (out_schema.release.unwrap())(&mut out_schema);
        let numbers = (*codes.buffers.add(1)).cast::<u16>();
        assert_eq!((*numbers, *numbers.add(2)), (452, 452));
        (codes.release.unwrap())(&mut codes);
    }
}
