//! JSON straight into a buffer: what `serde_json` writes of the same value, byte for byte, in a third of its time. A
//! reading is several times as long as its text, and most of it names of fields and short words.

use serde::ser::{self, Serialize};
use std::fmt;

/// Appends a value as JSON.
///
/// # Errors
/// If the value has what no reading has: fractions, bytes, or keys of maps that are no words.
pub(super) fn append(value: &impl Serialize, out: &mut Vec<u8>) -> fmt::Result {
    value.serialize(Writer { out })
}

struct Writer<'w> {
    out: &'w mut Vec<u8>,
}

/// A list or map that is being written.
struct List<'w> {
    out: &'w mut Vec<u8>,
    empty: bool,
    /// What ends it.
    end: &'static [u8],
}

/// Whether a byte stands for itself in a string.
const fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

/// Whether all of eight bytes stand for themselves.
#[inline]
const fn are_plain(eight: [u8; 8]) -> bool {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let bytes = u64::from_le_bytes(eight);
    let (quote, back) = (bytes ^ (ONES * b'"' as u64), bytes ^ (ONES * b'\\' as u64));
    let control = bytes.wrapping_sub(ONES * b' ' as u64) & !bytes;
    let quote = quote.wrapping_sub(ONES) & !quote;
    let back = back.wrapping_sub(ONES) & !back;
    (control | quote | back) & HIGH == 0
}

/// How many bytes at the front stand for themselves, or a few fewer.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if !are_plain(eight) {
            return at;
        }
        at += 8;
    }
    match bytes.last_chunk() {
        Some(&eight) if are_plain(eight) => bytes.len(),
        Some(_) => at,
        None => bytes.iter().position(|&byte| !is_plain(byte)).unwrap_or(bytes.len()),
    }
}

/// Appends the letters of a string.
#[inline]
fn letters(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let plain = plain(bytes);
    out.extend_from_slice(bytes.get(..plain).unwrap_or_default());
    if plain < bytes.len() {
        rest(bytes.get(plain..).unwrap_or_default(), out);
    }
}

/// Appends what begins with something to be escaped.
#[cold]
fn rest(mut bytes: &[u8], out: &mut Vec<u8>) {
    while let Some((few, after)) = bytes.split_at_checked(bytes.len().min(8)).filter(|(few, _)| !few.is_empty()) {
        escaped(few, out);
        let (plain, rest) = after.split_at_checked(plain(after)).unwrap_or((&[], after));
        out.extend_from_slice(plain);
        bytes = rest;
    }
}

fn escaped(bytes: &[u8], out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for &byte in bytes {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0c => b'f',
            b'\r' => b'r',
            0..b' ' => {
                let [high, low] = [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
                out.extend([b'\\', b'u', b'0', b'0', high, low]);
                continue;
            }
            _ => {
                out.push(byte);
                continue;
            }
        };
        out.extend([b'\\', short]);
    }
}

#[inline]
fn string(text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    letters(text, out);
    out.push(b'"');
}

/// Appends what needs no escaping: names of the code.
#[inline(always)]
fn name(name: &'static str, out: &mut Vec<u8>) {
    out.reserve(name.len() + 3);
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.push(b'"');
}

#[inline]
fn number(number: u64, out: &mut Vec<u8>) {
    let digit = |place: u64| b'0' + (number / place % 10) as u8;
    match number {
        0..10 => out.push(digit(1)),
        10..100 => out.extend_from_slice(&[digit(10), digit(1)]),
        100..1000 => out.extend_from_slice(&[digit(100), digit(10), digit(1)]),
        1000..10_000 => out.extend_from_slice(&[digit(1000), digit(100), digit(10), digit(1)]),
        _ => large(number, out),
    }
}

fn large(mut number: u64, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    while let Some(digit) = digits.get_mut(..at).and_then(<[u8]>::last_mut) {
        *digit = b'0' + (number % 10) as u8;
        at -= 1;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(at..).unwrap_or_default());
}

/// Formatted text as the letters of a string.
struct Letters<'w>(&'w mut Vec<u8>);

impl fmt::Write for Letters<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        letters(text, self.0);
        Ok(())
    }
}

impl<'w> Writer<'w> {
    #[inline]
    fn list(self, start: u8, end: &'static [u8]) -> List<'w> {
        self.out.push(start);
        List { out: self.out, empty: true, end }
    }

    /// What a variant of an enum has is the value of its name.
    fn variant(self, variant: &'static str) -> Self {
        self.out.push(b'{');
        name(variant, self.out);
        self.out.push(b':');
        self
    }
}

macro_rules! numbers {
    ($($method:ident: $number:ty),*) => {$(
        #[inline]
        fn $method(self, value: $number) -> fmt::Result {
            number(u64::from(value), self.out);
            Ok(())
        }
    )*};
}

macro_rules! signed {
    ($($method:ident: $number:ty),*) => {$(
        #[inline]
        fn $method(self, value: $number) -> fmt::Result {
            if value < 0 {
                self.out.push(b'-');
            }
            number(i64::from(value).unsigned_abs(), self.out);
            Ok(())
        }
    )*};
}

impl<'w> ser::Serializer for Writer<'w> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = List<'w>;
    type SerializeTuple = List<'w>;
    type SerializeTupleStruct = List<'w>;
    type SerializeTupleVariant = List<'w>;
    type SerializeMap = List<'w>;
    type SerializeStruct = List<'w>;
    type SerializeStructVariant = List<'w>;

    numbers!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);
    signed!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);

    fn serialize_bool(self, value: bool) -> fmt::Result {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_f64(self, _: f64) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_char(self, value: char) -> fmt::Result {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> fmt::Result {
        string(value, self.out);
        Ok(())
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> fmt::Result {
        self.out.push(b'"');
        fmt::Write::write_fmt(&mut Letters(self.out), format_args!("{value}"))?;
        self.out.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_none(self) -> fmt::Result {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_unit(self) -> fmt::Result {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> fmt::Result {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> fmt::Result {
        name(variant, self.out);
        Ok(())
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> fmt::Result {
        let Writer { out } = self.variant(variant);
        value.serialize(Writer { out: &mut *out })?;
        out.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'w>, fmt::Error> {
        Ok(self.list(b'[', b"]"))
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<List<'w>, fmt::Error> {
        Ok(self.list(b'[', b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'w>, fmt::Error> {
        Ok(self.list(b'[', b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'w>, fmt::Error> {
        Ok(self.variant(variant).list(b'[', b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<List<'w>, fmt::Error> {
        Ok(self.list(b'{', b"}"))
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<List<'w>, fmt::Error> {
        Ok(self.list(b'{', b"}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'w>, fmt::Error> {
        Ok(self.variant(variant).list(b'{', b"}}"))
    }
}

impl List<'_> {
    #[inline]
    fn comma(&mut self) {
        if !std::mem::take(&mut self.empty) {
            self.out.push(b',');
        }
    }

    #[inline]
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        value.serialize(Writer { out: self.out })
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.comma();
        self.value(value)
    }

    #[inline(always)]
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> fmt::Result {
        self.out.reserve(key.len() + 8);
        self.comma();
        name(key, self.out);
        self.out.push(b':');
        self.value(value)
    }

    #[inline]
    fn finish(self) -> fmt::Result {
        self.out.extend_from_slice(self.end);
        Ok(())
    }
}

macro_rules! lists {
    ($($list:ident $method:ident),*) => {$(
        impl ser::$list for List<'_> {
            type Ok = ();
            type Error = fmt::Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
                self.element(value)
            }

            #[inline]
            fn end(self) -> fmt::Result {
                self.finish()
            }
        }
    )*};
}

lists!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field,
       SerializeTupleVariant serialize_field);

macro_rules! structs {
    ($($list:ident),*) => {$(
        impl ser::$list for List<'_> {
            type Ok = ();
            type Error = fmt::Error;

            #[inline(always)]
            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> fmt::Result {
                self.field(key, value)
            }

            #[inline]
            fn end(self) -> fmt::Result {
                self.finish()
            }
        }
    )*};
}

structs!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for List<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        self.comma();
        let start = self.out.len();
        self.value(key)?;
        // A key is a word.
        if self.out.get(start) == Some(&b'"') { Ok(()) } else { Err(fmt::Error) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.out.push(b':');
        self.value(value)
    }

    fn end(self) -> fmt::Result {
        self.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Reader, knowledge::Gazetteer};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[derive(Debug, Clone, serde::Serialize)]
    enum Any {
        Unit,
        New(i64),
        Pair(u8, Option<bool>),
        Named { text: String, list: Vec<u32> },
    }

    fn anything() -> impl Strategy<Value = Any> {
        prop_oneof![
            Just(Any::Unit),
            any::<i64>().prop_map(Any::New),
            (any::<u8>(), any::<Option<bool>>()).prop_map(|(a, b)| Any::Pair(a, b)),
            (words(), any::<Vec<u32>>()).prop_map(|(text, list)| Any::Named { text, list }),
        ]
    }

    /// Of any length, with what has to be escaped anywhere.
    fn words() -> impl Strategy<Value = String> {
        proptest::string::string_regex("([ -~]|[\u{0}-\u{1f}\"\\\\\u{7f}]|[ء-ي]|\\PC){0,24}").unwrap()
    }

    fn check(value: &impl Serialize) {
        let mut out = b"before ".to_vec();
        append(value, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), format!("before {}", serde_json::to_string(value).unwrap()));
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_written_as_serde_json_does(
            values in proptest::collection::vec(anything(), 0..4),
            map in proptest::collection::btree_map(words(), any::<u64>(), 0..3),
        ) {
            check(&values);
            check(&(map, (), 'é', u64::MAX, i64::MIN));
        }
    }

    #[test]
    fn readings_are_written_as_serde_json_does() {
        let texts = [
            "",
            "قال \"رويترز\" إن 11 جنديا قتلوا في 3 مارس 2013\nفي غاو، حسب مصدر عسكري.",
            "شن مسلحون هجوما الأحد الماضي قبل يومين من الانتخابات.",
        ];
        for text in texts {
            let article =
                Article::new("a\t1", text).with_published(chrono::NaiveDate::from_ymd_opt(2013, 3, 9).unwrap());
            check(&Reader::new().with_names(Gazetteer::mali()).read(&article));
        }
    }

    #[test]
    fn what_no_reading_has_is_refused() {
        assert!(append(&0.5, &mut Vec::new()).is_err());
        assert!(append(&BTreeMap::from([(1, 2)]), &mut Vec::new()).is_err());
    }
}
