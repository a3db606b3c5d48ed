//! What each character is, and which letter it stands for once spelling is folded away.

/// The folded alphabet. A letter's code is its index here plus one, so that zero means "no letter".
pub(super) const ALPHABET: [char; 29] = [
    'ء', 'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق', 'ك',
    'ل', 'م', 'ن', 'ه', 'و', 'ي',
];

/// Spellings that fold to another letter: what is written, what it stands for.
///
/// Add a line to accept one more way of writing a letter.
const FOLDED: [(char, char); 27] = [
    ('أ', 'ا'),
    ('إ', 'ا'),
    ('آ', 'ا'),
    ('ٱ', 'ا'),
    ('ٲ', 'ا'),
    ('ٳ', 'ا'),
    ('ة', 'ه'),
    ('ۀ', 'ه'),
    ('ہ', 'ه'),
    ('ھ', 'ه'),
    ('ە', 'ه'),
    ('ى', 'ي'),
    ('ی', 'ي'),
    ('ې', 'ي'),
    ('ئ', 'ي'),
    ('ؤ', 'و'),
    ('ک', 'ك'),
    ('ڪ', 'ك'),
    ('گ', 'ك'),
    ('ݣ', 'ك'),
    ('ڭ', 'ك'),
    ('پ', 'ب'),
    ('چ', 'ج'),
    ('ژ', 'ز'),
    ('ڤ', 'ف'),
    ('ڥ', 'ف'),
    ('ڨ', 'ق'),
];

/// What one character is to the tokenizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// An Arabic letter with its folded code.
    Letter(u8),
    /// Lam and alef in one character (presentation forms).
    LamAlef,
    /// A decimal digit, of whatever script.
    Digit(u8),
    /// A Latin letter, lower-cased: code of `a` is 1.
    Latin(u8),
    /// A letter of another script.
    Foreign,
    /// Diacritic, tatweel, zero-width or directional control: inside a word it is not there.
    Ignored,
    /// White space within a line.
    Space,
    /// A line or paragraph end.
    Line,
    /// Any other character.
    Mark,
}

const LETTER: u8 = 0x40;
const DIGIT: u8 = 0x80;
const IGNORED: u8 = 0xC0;

/// Class of each character of the Arabic block U+0600–U+06FF, packed in a byte; 0 is a mark.
static ARABIC: [u8; 256] = arabic_block();

const fn arabic_block() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut i = 0;
    while i < ALPHABET.len() {
        table[ALPHABET[i] as usize - 0x600] = LETTER + i as u8 + 1;
        i += 1;
    }
    i = 0;
    while i < FOLDED.len() {
        let written = FOLDED[i].0 as usize;
        if written < 0x700 {
            table[written - 0x600] = LETTER + code(FOLDED[i].1);
        }
        i += 1;
    }
    let mut d = 0;
    while d < 10 {
        table[0x60 + d] = DIGIT + d as u8;
        table[0xF0 + d] = DIGIT + d as u8;
        d += 1;
    }
    // Honorific marks, tatweel, harakat, superscript alef, Qur'anic marks, the Arabic letter mark.
    let ignored: [(usize, usize); 7] =
        [(0x10, 0x1A), (0x1C, 0x1C), (0x40, 0x40), (0x4B, 0x5F), (0x70, 0x70), (0xD6, 0xDC), (0xDF, 0xE8)];
    i = 0;
    while i < ignored.len() {
        let mut c = ignored[i].0;
        while c <= ignored[i].1 {
            table[c] = IGNORED;
            c += 1;
        }
        i += 1;
    }
    i = 0xEA;
    while i <= 0xED {
        table[i] = IGNORED;
        i += 1;
    }
    table
}

/// The folded code of an Arabic letter of two bytes, 0 for any other pair of bytes.
#[inline]
pub(super) fn letter(first: u8, second: u8) -> u8 {
    if first & 0xFC != 0xD8 {
        return 0;
    }
    let packed = ARABIC[usize::from(first << 6 | (second & 0x3F))];
    if packed & 0xC0 == LETTER { packed & 0x3F } else { 0 }
}

/// For each place among four, and each character of the Arabic block: the folded code of a letter, shifted to its place
/// among the four, or [`STOP`] shifted to the place.
static FOUR: [[u32; 256]; 4] = {
    let block = arabic_block();
    let mut tables = [[0; 256]; 4];
    let mut place = 0;
    while place < 4 {
        let mut i = 0;
        while i < block.len() {
            tables[place][i] =
                if block[i] & 0xC0 == LETTER { ((block[i] & 0x3F) as u32) << (15 - 5 * place) } else { STOP >> place };
            i += 1;
        }
        place += 1;
    }
    tables
};

/// That the first of four characters is no letter; the bits below say it of the others.
const STOP: u32 = 1 << 31;

/// The letters that eight bytes begin with, the first byte highest: the codes of four pairs of bytes, five bits each, and
/// how many of the four are letters before the first that is none. The codes after that are of no letters.
#[inline]
pub(super) fn four_letters(bytes: u64) -> (u64, u32) {
    // In each 16 bits what is not 0 if the first byte of the pair is not one of D8 to DB.
    let beyond = (bytes & 0xFC00_FC00_FC00_FC00) ^ 0xD800_D800_D800_D800;
    // And the place of the character in the block: two bits of the first byte, six of the second.
    let places = (bytes >> 2 & 0x00C0_00C0_00C0_00C0) | (bytes & 0x003F_003F_003F_003F);
    let at = |pair: usize| FOUR[pair][(places >> (48 - 16 * pair)) as usize & 0xFF];
    let four = at(0) | at(1) | at(2) | at(3);
    // The bit below those of the four ends the count.
    let letters = ((four & 0xF000_0000) | 1 << 27).leading_zeros();
    (u64::from(four & 0xF_FFFF), letters.min(beyond.leading_zeros() / 16))
}

/// The code of a letter of the folded alphabet, 0 for anything else.
pub(super) const fn code(letter: char) -> u8 {
    let mut i = 0;
    while i < ALPHABET.len() {
        if ALPHABET[i] as u32 == letter as u32 {
            return i as u8 + 1;
        }
        i += 1;
    }
    0
}

/// The code of a letter as written, folded; 0 for anything that is not an Arabic letter.
pub(super) const fn folded_code(written: char) -> u8 {
    let mut i = 0;
    while i < FOLDED.len() {
        if FOLDED[i].0 as u32 == written as u32 {
            return code(FOLDED[i].1);
        }
        i += 1;
    }
    code(written)
}

/// Class of a character of the Arabic block by its offset in the block. The hot path of the crate.
#[inline]
pub(super) fn arabic(offset: u8) -> Class {
    let packed = ARABIC[offset as usize];
    match packed & 0xC0 {
        LETTER => Class::Letter(packed & 0x3F),
        DIGIT => Class::Digit(packed & 0x3F),
        IGNORED => Class::Ignored,
        _ => Class::Mark,
    }
}

/// Letters of the presentation forms U+FE80–U+FEF4, in order, each with the number of its shapes.
const FORMS_B: [(char, u8); 36] = [
    ('ء', 1),
    ('ا', 2),
    ('ا', 2),
    ('و', 2),
    ('ا', 2),
    ('ي', 4),
    ('ا', 2),
    ('ب', 4),
    ('ه', 2),
    ('ت', 4),
    ('ث', 4),
    ('ج', 4),
    ('ح', 4),
    ('خ', 4),
    ('د', 2),
    ('ذ', 2),
    ('ر', 2),
    ('ز', 2),
    ('س', 4),
    ('ش', 4),
    ('ص', 4),
    ('ض', 4),
    ('ط', 4),
    ('ظ', 4),
    ('ع', 4),
    ('غ', 4),
    ('ف', 4),
    ('ق', 4),
    ('ك', 4),
    ('ل', 4),
    ('م', 4),
    ('ن', 4),
    ('ه', 4),
    ('و', 2),
    ('ي', 2),
    ('ي', 4),
];

/// Class of a character outside ASCII and the Arabic block.
pub(super) fn other(c: char) -> Class {
    match c as u32 {
        0xFE80..=0xFEF4 => {
            let mut first = 0xFE80;
            for (letter, shapes) in FORMS_B {
                first += u32::from(shapes);
                if (c as u32) < first {
                    return Class::Letter(code(letter));
                }
            }
            Class::Mark
        }
        0xFEF5..=0xFEFC => Class::LamAlef,
        0xFE70..=0xFE7F => Class::Ignored,
        // Persian and Urdu letters in presentation forms, as far as Arabic text uses them.
        0xFB50 | 0xFB51 => Class::Letter(code('ا')),
        0xFB56..=0xFB59 => Class::Letter(code('ب')),
        0xFB6A..=0xFB6D => Class::Letter(code('ف')),
        0xFB7A..=0xFB7D => Class::Letter(code('ج')),
        0xFB8A | 0xFB8B => Class::Letter(code('ز')),
        0xFB8E..=0xFB95 => Class::Letter(code('ك')),
        0xFBA4..=0xFBAD => Class::Letter(code('ه')),
        0xFBFC..=0xFBFF => Class::Letter(code('ي')),
        // Zero-width space and joiners, directional marks, embeddings and isolates, soft hyphen, byte order mark.
        0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x2069 | 0xFEFF => Class::Ignored,
        0x85 | 0x2028 | 0x2029 => Class::Line,
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => Class::Space,
        0x750..=0x77F => match folded_code(c) {
            0 => Class::Foreign,
            code => Class::Letter(code),
        },
        0xFF10..=0xFF19 => Class::Digit((c as u32 - 0xFF10) as u8),
        _ if c.is_alphabetic() => Class::Foreign,
        _ => Class::Mark,
    }
}

/// Class of an ASCII character.
#[inline]
pub(super) fn ascii(byte: u8) -> Class {
    match byte {
        b'0'..=b'9' => Class::Digit(byte - b'0'),
        b'a'..=b'z' => Class::Latin(byte - b'a' + 1),
        b'A'..=b'Z' => Class::Latin(byte - b'A' + 1),
        b' ' | b'\t' | 0x0B | 0x0C => Class::Space,
        b'\n' | b'\r' => Class::Line,
        _ => Class::Mark,
    }
}

/// The letters of the word that begins at `at`, packed as in a [`Key`], how many they are (at most 12), and the byte
/// after them.
#[inline(always)]
pub(super) fn short_word(bytes: &[u8], mut at: usize) -> (u64, u32, usize) {
    let (mut packed, mut letters) = (0, 0);
    // Four letters at a time: the branch that ends the loop is easier to foretell than where a word ends.
    while letters < 12
        && let Some(eight) = bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok())
    {
        let (four, count) = four_letters(u64::from_be_bytes(eight));
        packed = packed << (5 * count) | four >> (20 - 5 * count);
        letters += count;
        at += 2 * count as usize;
        if count < 4 {
            return (packed, letters, at);
        }
    }
    while letters < 12
        && let Some(&[first, second]) = bytes.get(at..at + 2)
    {
        let code = letter(first, second);
        if code == 0 {
            break;
        }
        packed = packed << 5 | u64::from(code);
        letters += 1;
        at += 2;
    }
    (packed, letters, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presentation_forms_cover_their_block() {
        let shapes: u32 = FORMS_B.iter().map(|&(_, n)| u32::from(n)).sum();
        assert_eq!(0xFE80 + shapes, 0xFEF5);
        for (form, letter) in
            [('\u{FE8D}', 'ا'), ('\u{FE93}', 'ه'), ('\u{FEF3}', 'ي'), ('\u{FEE3}', 'م'), ('\u{FEB3}', 'س')]
        {
            assert_eq!(other(form), Class::Letter(code(letter)), "{form}");
        }
    }

    #[test]
    fn the_arabic_block() {
        let class = |c: char| arabic((c as u32 - 0x600) as u8);
        assert_eq!(class('ة'), class('ه'));
        assert_eq!(class('ى'), class('ي'));
        assert_eq!(class('إ'), class('ا'));
        assert_eq!(class('٣'), Class::Digit(3));
        assert_eq!(class('۳'), Class::Digit(3));
        assert_eq!(class('ـ'), Class::Ignored);
        assert_eq!(class('،'), Class::Mark);
    }
}
