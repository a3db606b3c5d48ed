//! JSON onto the end of a buffer, byte for byte as `serde_json` writes it, in half the time: a reading is written as
//! several times as many bytes as its article has, most of them field names, numbers and words without anything to
//! escape.

use serde::Serialize;
use serde::ser::{
    Error as _, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::{Error, Result};
use std::fmt::{self, Write};

/// Appends a value as JSON without white space.
///
/// ```
/// use tarikh::{Article, Reader, export::json};
///
/// let reading = Reader::new().read(&Article::new("a", "زار الوزير «باماكو» يوم 5 مايو 2012"));
/// let mut line = Vec::new();
/// json::write(&reading, &mut line)?;
/// assert_eq!(line, serde_json::to_vec(&reading)?);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// Where the value cannot be JSON: a map whose keys are no strings. What was appended up to there stays.
pub fn write(value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) -> Result<()> {
    value.serialize(Json(out))
}

struct Json<'o>(&'o mut Vec<u8>);

/// A list, an object or a variant of an enum that is being written.
struct Inside<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
    close: &'static [u8],
}

fn plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}

/// Text between quotation marks.
fn escape(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    loop {
        // Long stretches have nothing to escape, which is seen for many bytes at once.
        let blocks = rest.chunks_exact(16).take_while(|block| block.iter().fold(true, |all, &b| all & plain(b)));
        let clean = 16 * blocks.count();
        let clean = clean + rest.iter().skip(clean).take_while(|&&b| plain(b)).count();
        let (before, after) = rest.split_at(clean);
        out.extend_from_slice(before);
        let Some((&special, after)) = after.split_first() else { return };
        rest = after;
        match special {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0C => out.extend_from_slice(b"\\f"),
            control => {
                let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' - 10 + half };
                out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(control >> 4), digit(control & 15)]);
            }
        }
    }
}

fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    escape(text, out);
    out.push(b'"');
}

fn number(mut n: u64, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut first = digits.len() - 1;
    for (at, digit) in digits.iter_mut().enumerate().rev() {
        *digit += (n % 10) as u8;
        n /= 10;
        first = at;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(first..).unwrap_or_default());
}

/// Escapes what is displayed, piece by piece.
struct Escaped<'o>(&'o mut Vec<u8>);

impl Write for Escaped<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        escape(piece, self.0);
        Ok(())
    }
}

impl<'o> Json<'o> {
    fn open(self, open: &[u8], close: &'static [u8]) -> Inside<'o> {
        self.0.extend_from_slice(open);
        Inside { out: self.0, first: true, close }
    }

    /// `{"variant":` and what follows it.
    fn variant(self, variant: &str, open: &[u8], close: &'static [u8]) -> Inside<'o> {
        self.0.push(b'{');
        string(variant, self.0);
        self.0.push(b':');
        self.open(open, close)
    }

    /// What is too rare to be worth a way of its own.
    fn rare(self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(self.0, value)
    }
}

impl<'o> Serializer for Json<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Inside<'o>;
    type SerializeTuple = Inside<'o>;
    type SerializeTupleStruct = Inside<'o>;
    type SerializeTupleVariant = Inside<'o>;
    type SerializeMap = Inside<'o>;
    type SerializeStruct = Inside<'o>;
    type SerializeStructVariant = Inside<'o>;

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.0.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<()> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<()> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<()> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<()> {
        if value < 0 {
            self.0.push(b'-');
        }
        number(value.unsigned_abs(), self.0);
        Ok(())
    }

    fn serialize_i128(self, value: i128) -> Result<()> {
        self.rare(&value)
    }

    fn serialize_u8(self, value: u8) -> Result<()> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<()> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<()> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<()> {
        number(value, self.0);
        Ok(())
    }

    fn serialize_u128(self, value: u128) -> Result<()> {
        self.rare(&value)
    }

    fn serialize_f32(self, value: f32) -> Result<()> {
        self.rare(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        self.rare(&value)
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        string(value, self.0);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.0.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let inside = self.variant(variant, b"", b"}");
        value.serialize(Json(inside.out))?;
        inside.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'o>> {
        Ok(self.open(b"[", b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Inside<'o>> {
        Ok(self.open(b"[", b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inside<'o>> {
        Ok(self.open(b"[", b"]"))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Inside<'o>> {
        Ok(self.variant(variant, b"[", b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'o>> {
        Ok(self.open(b"{", b"}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inside<'o>> {
        Ok(self.open(b"{", b"}"))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Inside<'o>> {
        Ok(self.variant(variant, b"{", b"}}"))
    }

    fn collect_str<T: ?Sized + fmt::Display>(self, value: &T) -> Result<()> {
        self.0.push(b'"');
        write!(Escaped(self.0), "{value}").map_err(Error::custom)?;
        self.0.push(b'"');
        Ok(())
    }
}

impl Inside<'_> {
    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.out.push(b',');
        }
    }

    fn element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.comma();
        value.serialize(Json(self.out))
    }

    fn field<T: ?Sized + Serialize>(&mut self, key: &str, value: &T) -> Result<()> {
        self.comma();
        string(key, self.out);
        self.out.push(b':');
        value.serialize(Json(self.out))
    }

    fn close(self) -> Result<()> {
        self.out.extend_from_slice(self.close);
        Ok(())
    }
}

impl SerializeSeq for Inside<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeTuple for Inside<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeTupleStruct for Inside<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeTupleVariant for Inside<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.element(value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeStruct for Inside<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<()> {
        self.field(key, value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeStructVariant for Inside<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<()> {
        self.field(key, value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeMap for Inside<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<()> {
        self.comma();
        let start = self.out.len();
        key.serialize(Json(self.out))?;
        // Objects have names of members, nothing else.
        if self.out.get(start) == Some(&b'"') { Ok(()) } else { Err(Error::custom("key must be a string")) }
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.out.push(b':');
        value.serialize(Json(self.out))
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    enum Kind {
        Unit,
        Newtype(i64),
        Tuple(u8, bool),
        Struct { a: Option<char>, b: f64 },
    }

    #[derive(Serialize)]
    struct Marker;

    #[derive(Serialize)]
    struct Pair(String, ());

    #[derive(Serialize)]
    struct Everything {
        kinds: Vec<Kind>,
        #[serde(flatten)]
        named: BTreeMap<String, Pair>,
        #[serde(rename = "a \"name\"")]
        bytes: Vec<u8>,
        marker: Marker,
        wide: u128,
        none: Option<u32>,
        date: chrono::NaiveDate,
    }

    fn everything(text: &str, n: i64) -> Everything {
        let b = n as f64 / 7.0;
        Everything {
            kinds: vec![
                Kind::Unit,
                Kind::Newtype(n),
                Kind::Tuple(n as u8, n > 0),
                Kind::Struct { a: text.chars().next(), b },
            ],
            named: BTreeMap::from([(text.to_owned(), Pair(text.repeat(3), ()))]),
            bytes: text.bytes().collect(),
            marker: Marker,
            wide: n.unsigned_abs().into(),
            none: u32::try_from(n).ok(),
            date: chrono::NaiveDate::default(),
        }
    }

    proptest! {
        #[test]
        fn the_same_bytes_as_serde_json(text in "(?s).{0,40}", plain in "[ء-ي ]{0,60}", n in any::<i64>()) {
            for value in [everything(&text, n), everything(&plain, n % 100)] {
                let mut out = b"before".to_vec();
                write(&value, &mut out).unwrap();
                prop_assert_eq!(&out[6..], &serde_json::to_vec(&value).unwrap()[..]);
            }
        }
    }

    #[test]
    fn limits_and_escapes() {
        let texts: String = (0..0x30).map(char::from).collect();
        let value = (i64::MIN, u64::MAX, 0, texts.as_str(), "\u{7f}\u{200f}«»");
        let mut out = Vec::new();
        write(&value, &mut out).unwrap();
        assert_eq!(out, serde_json::to_vec(&value).unwrap());
        assert!(write(&BTreeMap::from([([1, 2], 3)]), &mut out).is_err());
    }
}
