//! Any value of the crate, or one that is made of them, as JSON.
//!
//! As `serde_json` writes it, byte for byte, in a third of its steps: a reading is ten times as long as its text, most of
//! it the names of fields, short words and small numbers, in which nothing has to be escaped. What is rarer than that (a
//! string with a quotation mark in it, a fraction) is left to `serde_json` itself.

use serde::Serialize;
use serde::ser::{self, Error as _, Impossible};
use serde_json::{Error, Result};
use std::fmt;
use std::io::{self, Write};

/// Appends a value as JSON, byte for byte as `serde_json` writes it and a few times as fast: for lines by the million.
///
/// ```
/// use tarikh::{Article, Tagger, export::json};
///
/// let timexes = Tagger::new().tag(&Article::new("a1", "قتل جنديان في غاو في 3 مايو 2013"));
/// let mut line = Vec::new();
/// json::append(&timexes, &mut line)?;
/// assert_eq!(line, serde_json::to_vec(&timexes)?);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Where `serde_json` has one; nothing is appended then.
pub fn append(value: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    let start = out.len();
    let written = value.serialize(Writer { out }).or_else(|_| {
        out.truncate(start);
        serde_json::to_writer(&mut *out, value)
    });
    written.map_err(|error| {
        out.truncate(start);
        error.into()
    })
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

/// Whether eight bytes stand for themselves in a string: no control character, quotation mark or backslash.
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

/// Whether all bytes do. Says no too often, never yes wrongly.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut last = [b' '; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    eights.iter().fold(are_plain(last), |all, &eight| all & are_plain(eight))
}

#[inline]
fn string(text: &str, out: &mut Vec<u8>) -> Result<()> {
    if !is_plain(text.as_bytes()) {
        return serde_json::to_writer(out, text);
    }
    name(text, out);
    Ok(())
}

/// Appends what needs no escaping, such as names of the code.
#[inline]
fn name(name: &str, out: &mut Vec<u8>) {
    out.reserve(name.len() + 3);
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.push(b'"');
}

#[inline]
fn number(number: u64, out: &mut Vec<u8>) -> Result<()> {
    // Most are places in a text.
    let Some(small) = u16::try_from(number).ok().filter(|&small| small < 10_000) else {
        return serde_json::to_writer(out, &number);
    };
    let digit = |place: u16| b'0' + (small / place % 10) as u8;
    match small {
        0..10 => out.push(digit(1)),
        10..100 => out.extend_from_slice(&[digit(10), digit(1)]),
        100..1000 => out.extend_from_slice(&[digit(100), digit(10), digit(1)]),
        _ => out.extend_from_slice(&[digit(1000), digit(100), digit(10), digit(1)]),
    }
    Ok(())
}

/// What no reading has.
fn none_such<T>() -> Result<T> {
    Err(Error::custom("left to serde_json"))
}

impl<'w> Writer<'w> {
    #[inline]
    fn list(self, start: u8, end: &'static [u8]) -> Result<List<'w>> {
        self.out.push(start);
        Ok(List { out: self.out, empty: true, end })
    }

    /// What a variant of an enum has is the value of its name.
    fn variant(self, variant: &'static str) -> Self {
        self.out.push(b'{');
        name(variant, self.out);
        self.out.push(b':');
        self
    }
}

macro_rules! as_it_is {
    ($($method:ident($value:ty)),* by $write:expr) => {$(
        #[inline]
        fn $method(self, value: $value) -> Result<()> {
            $write(self.out, value)
        }
    )*};
}

impl<'w> ser::Serializer for Writer<'w> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'w>;
    type SerializeTuple = List<'w>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = List<'w>;
    type SerializeMap = List<'w>;
    type SerializeStruct = List<'w>;
    type SerializeStructVariant = List<'w>;

    as_it_is!(serialize_u8(u8), serialize_u16(u16), serialize_u32(u32) by |out, value| number(u64::from(value), out));
    as_it_is!(serialize_u64(u64) by |out, value| number(value, out));
    as_it_is!(serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64)
    by |out: &mut Vec<u8>, value| match u64::try_from(value) {
        Ok(value) => number(value, out),
        Err(_) => serde_json::to_writer(out, &value),
    });
    as_it_is!(serialize_f32(f32), serialize_f64(f64), serialize_bool(bool), serialize_char(char), serialize_bytes(&[u8])
        by |out, value| serde_json::to_writer(out, &value));
    as_it_is!(serialize_str(&str) by |out, value| string(value, out));

    /// Written in place, and anew where something has to be escaped.
    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<()> {
        let start = self.out.len();
        write!(self.out, "\"{value}\"").map_err(Error::io)?;
        let end = self.out.len() - 1;
        if self.out.get(start + 1..end).is_some_and(is_plain) {
            return Ok(());
        }
        self.out.truncate(start);
        string(&value.to_string(), self.out)
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        name(variant, self.out);
        Ok(())
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let Writer { out } = self.variant(variant);
        value.serialize(Writer { out: &mut *out })?;
        out.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'w>> {
        self.list(b'[', b"]")
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<List<'w>> {
        self.list(b'[', b"]")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Impossible<(), Error>> {
        none_such()
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<List<'w>> {
        self.variant(variant).list(b'[', b"]}")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<List<'w>> {
        self.list(b'{', b"}")
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<List<'w>> {
        self.list(b'{', b"}")
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<List<'w>> {
        self.variant(variant).list(b'{', b"}}")
    }
}

impl List<'_> {
    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        if !std::mem::take(&mut self.empty) {
            self.out.push(b',');
        }
        value.serialize(Writer { out: self.out })
    }

    /// The names of fields are names of the code: nothing in them has to be escaped.
    #[inline]
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
        self.out.reserve(key.len() + 4);
        if !std::mem::take(&mut self.empty) {
            self.out.push(b',');
        }
        name(key, self.out);
        self.out.push(b':');
        value.serialize(Writer { out: self.out })
    }

    #[inline]
    fn finish(self) -> Result<()> {
        self.out.extend_from_slice(self.end);
        Ok(())
    }
}

macro_rules! lists {
    ($($list:ident: $method:ident($($key:ident: $type:ty)?) is $own:ident),*) => {$(
        impl ser::$list for List<'_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, $($key: $type,)? value: &T) -> Result<()> {
                self.$own($($key,)? value)
            }

            #[inline]
            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

lists!(SerializeSeq: serialize_element() is element, SerializeTuple: serialize_element() is element,
       SerializeTupleVariant: serialize_field() is element, SerializeStruct: serialize_field(key: &'static str) is field,
       SerializeStructVariant: serialize_field(key: &'static str) is field);

/// What `serde` makes of a structure whose fields are passed on.
impl ser::SerializeMap for List<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.element(key)?;
        // A key is a word.
        if self.out.ends_with(b"\"") { Ok(()) } else { none_such() }
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.out.push(b':');
        value.serialize(Writer { out: self.out })
    }

    fn end(self) -> Result<()> {
        self.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Reader, knowledge::Gazetteer};
    use proptest::prelude::*;

    #[derive(Debug, Clone, Serialize)]
    enum Any {
        Unit,
        New(i64),
        Pair(u8, Option<bool>),
        Named { text: String, list: Vec<u32> },
    }

    fn any_value() -> impl Strategy<Value = Any> {
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
            values in proptest::collection::vec(any_value(), 0..4),
            map in proptest::collection::btree_map(words(), any::<u64>(), 0..3),
            numbers in proptest::collection::btree_map(0..20_000_u32, -20_000..20_000_i32, 0..3),
            text in words(),
        ) {
            check(&values);
            check(&(map, (), 'é', u64::MAX, i64::MIN, 0.5, text.as_str()));
            check(&[&text, ""]);
            check(&numbers);
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
}
