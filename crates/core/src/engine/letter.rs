//! What letters are, in all scripts, and which are the same but for their case and accents.

/// The same as [`char::is_alphanumeric`], sooner for the letters of most languages.
pub(super) fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' => c != '\u{d7}' && c != '\u{f7}',
        '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{657}' | '\u{904}'..='\u{93b}' | '\u{93d}'..='\u{94c}' => true,
        '\u{3a3}'..='\u{3f5}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}' => {
            true
        }
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{ff01}'..='\u{ff0f}' => false,
        _ => c.is_alphanumeric(),
    }
}

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '\u{3002}' | '\u{ff01}' | '\u{ff1f}' | '\u{ff1b}')
}

pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// Chinese, Japanese, Korean and Thai put no spaces between words, or none that help.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}')
}

/// ISO 8859-1 letters from U+00E0, then Latin Extended-A from U+0100, without their accents.
const LATIN1: &[u8; 32] = b"aaaaaaaceeeeiiiidnooooo ouuuuyty";
const EXTENDED: &[u8; 128] = b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// A lower-case letter without its accent; `None` for a combining mark.
pub(super) fn base_letter(c: char) -> Option<char> {
    let ascii = |table: &[u8], from: u32| Some(char::from(table[(c as u32 - from) as usize]));
    match c {
        'ß' => Some('s'),
        '\u{e0}'..='\u{ff}' => ascii(LATIN1, 0xe0),
        '\u{100}'..='\u{17f}' => ascii(EXTENDED, 0x100),
        'ơ' => Some('o'),
        'ư' => Some('u'),
        'ș' => Some('s'),
        'ț' => Some('t'),
        '\u{1ea0}'..='\u{1eb7}' => Some('a'),
        '\u{1eb8}'..='\u{1ec7}' => Some('e'),
        '\u{1ec8}'..='\u{1ecb}' => Some('i'),
        '\u{1ecc}'..='\u{1ee3}' => Some('o'),
        '\u{1ee4}'..='\u{1ef1}' => Some('u'),
        '\u{1ef2}'..='\u{1ef9}' => Some('y'),
        'ά' => Some('α'),
        'έ' => Some('ε'),
        'ή' => Some('η'),
        'ί' | 'ϊ' | 'ΐ' => Some('ι'),
        'ό' => Some('ο'),
        'ύ' | 'ϋ' | 'ΰ' => Some('υ'),
        'ώ' => Some('ω'),
        'ς' => Some('σ'),
        'ё' => Some('е'),
        _ if is_combining(c) => None,
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
