//! From bytes to a value.

use super::{ARABIC, Broken, Counted, DAY, ESCAPE, TIME, WORDS, characters, marked, tag};
use crate::timeline::bytes::number;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, Error as _, IntoDeserializer, Visitor};

/// The id of the article, and what follows it.
pub(super) fn id(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let mut rest = bytes;
    let length = usize::try_from(number(&mut rest)?).ok()?;
    let (id, rest) = rest.split_at_checked(length)?;
    Some((std::str::from_utf8(id).ok()?, rest))
}

/// The id, the text, and the rest of the reading.
pub(super) fn parts(bytes: &[u8]) -> Result<(&str, String, &[u8]), Broken> {
    let (id, mut rest) = id(bytes).ok_or_else(cut)?;
    let text = number(&mut rest).and_then(|length| letters(&mut rest, length)).ok_or_else(cut)?;
    Ok((id, text, rest))
}

/// So many bytes of text as it is meant.
fn letters(rest: &mut &[u8], length: u64) -> Option<String> {
    let length = usize::try_from(length).ok()?;
    let mut text = String::with_capacity(length.min(4 * rest.len()));
    while text.len() < length {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        match byte {
            0x80.. => text.push(char::from_u32(ARABIC + u32::from(byte & 0x7f))?),
            ESCAPE => {
                let &first = rest.first()?;
                let size = match first {
                    0..0x80 => 1,
                    0x80..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    _ => 4,
                };
                let (own, after) = rest.split_at_checked(size)?;
                text.push_str(std::str::from_utf8(own).ok()?);
                *rest = after;
            }
            _ => text.push(char::from(byte)),
        }
    }
    Some(text)
}

pub(super) struct Reader<'t> {
    text: &'t str,
    rest: &'t [u8],
    /// What was written out, by its number.
    known: Vec<String>,
    counted: Counted,
}

/// What is there next.
enum Next<'t> {
    Null,
    Bool(bool),
    Number(u64),
    Negative(i64),
    Float(f64),
    Borrowed(&'t str),
    Owned(String),
    List,
    Map,
    Quote(&'t str, u32),
}

impl<'t> Reader<'t> {
    /// `known` is what was written out before.
    pub(super) fn new(text: &'t str, rest: &'t [u8], known: Vec<String>) -> Self {
        let mut counted = Counted::default();
        counted.begin(text);
        Self { text, rest, known, counted }
    }

    fn number(&mut self) -> Result<u64, Broken> {
        number(&mut self.rest).ok_or_else(cut)
    }

    fn place(&mut self) -> Result<(&'t str, u32), Broken> {
        let (from, length) = (self.number()?, self.number()?);
        let place = usize::try_from(from).ok().zip(usize::try_from(from.saturating_add(length)).ok());
        let words = place.and_then(|(from, to)| self.text.get(from..to)).ok_or_else(cut)?;
        Ok((words, from as u32))
    }

    /// Whether the list or map ends here; then that is passed over.
    fn ends(&mut self) -> bool {
        match self.rest.split_first() {
            Some((&tag::END, after)) => {
                self.rest = after;
                true
            }
            rest => rest.is_none(),
        }
    }

    /// What a list or map holds, and its end, which whoever expects so many of them does not look for.
    fn items<T>(&mut self, read: impl FnOnce(&mut Items<'_, 't>) -> Result<T, Broken>) -> Result<T, Broken> {
        let mut items = Items { reader: self, ended: false };
        let value = read(&mut items)?;
        if items.ended || self.ends() { Ok(value) } else { Err(cut()) }
    }

    fn next(&mut self) -> Result<Next<'t>, Broken> {
        let (&tag, after) = self.rest.split_first().ok_or_else(cut)?;
        self.rest = after;
        let word = |number: u8| WORDS.get(usize::from(number)).copied().map(Next::Borrowed).ok_or_else(cut);
        Ok(match tag {
            tag::NULL => Next::Null,
            tag::FALSE => Next::Bool(false),
            tag::TRUE => Next::Bool(true),
            tag::NUMBER => Next::Number(self.number()?),
            tag::NEGATIVE => Next::Negative(!(self.number()? as i64)),
            tag::FLOAT => {
                let (bits, after) = self.rest.split_first_chunk().ok_or_else(cut)?;
                self.rest = after;
                Next::Float(f64::from_bits(u64::from_le_bytes(*bits)))
            }
            tag::LETTERS => {
                let length = self.number()?;
                let words = letters(&mut self.rest, length).ok_or_else(cut)?;
                self.known.push(words.clone());
                Next::Owned(words)
            }
            tag::PLACE => Next::Borrowed(self.place()?.0),
            tag::AGAIN => {
                let number = self.number()?;
                let known = usize::try_from(number).ok().and_then(|number| self.known.get(number));
                Next::Owned(known.ok_or_else(cut)?.clone())
            }
            tag::LIST => Next::List,
            tag::MAP => Next::Map,
            tag::QUOTE => {
                let (words, from) = self.place()?;
                Next::Quote(words, from)
            }
            tag::WORD => {
                let (&number, after) = self.rest.split_first().ok_or_else(cut)?;
                self.rest = after;
                word(number)?
            }
            tag::TIME => Next::Owned(marked(self.number()?, TIME)),
            tag::DAY => Next::Owned(marked(self.number()?, DAY)),
            tag::FIRST_SMALL..tag::FIRST_WORD => Next::Number(u64::from(tag - tag::FIRST_SMALL)),
            tag::FIRST_WORD.. => word(tag - tag::FIRST_WORD)?,
            tag::END => return Err(cut()),
        })
    }
}

fn cut() -> Broken {
    Broken::custom("this is no packed reading")
}

impl<'t> de::Deserializer<'t> for &mut Reader<'t> {
    type Error = Broken;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Broken> {
        match self.next()? {
            Next::Null => visitor.visit_unit(),
            Next::Bool(value) => visitor.visit_bool(value),
            Next::Number(value) => visitor.visit_u64(value),
            Next::Negative(value) => visitor.visit_i64(value),
            Next::Float(value) => visitor.visit_f64(value),
            Next::Borrowed(words) => visitor.visit_borrowed_str(words),
            Next::Owned(words) => visitor.visit_string(words),
            Next::List => self.items(|items| visitor.visit_seq(items)),
            Next::Map => self.items(|items| visitor.visit_map(items)),
            Next::Quote(words, from) => {
                let chars = self.counted.to(self.text, from as usize);
                visitor.visit_map(QuoteFields { words, from, chars, field: 0 })
            }
        }
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Broken> {
        match self.rest.split_first() {
            Some((&tag::NULL, after)) => {
                self.rest = after;
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Broken> {
        match self.next()? {
            Next::Borrowed(words) => visitor.visit_enum(words.into_deserializer()),
            Next::Owned(words) => visitor.visit_enum(words.into_deserializer()),
            Next::Map => visitor.visit_enum(Variant { reader: self }),
            _ => Err(cut()),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, _: &'static str, visitor: V) -> Result<V::Value, Broken> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        <V: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// What a list or map holds.
struct Items<'r, 't> {
    reader: &'r mut Reader<'t>,
    ended: bool,
}

impl Items<'_, '_> {
    fn ends(&mut self) -> bool {
        self.ended = self.ended || self.reader.ends();
        self.ended
    }
}

impl<'t> de::SeqAccess<'t> for Items<'_, 't> {
    type Error = Broken;

    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Broken> {
        if self.ends() { Ok(None) } else { seed.deserialize(&mut *self.reader).map(Some) }
    }
}

impl<'t> de::MapAccess<'t> for Items<'_, 't> {
    type Error = Broken;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Broken> {
        if self.ends() { Ok(None) } else { seed.deserialize(&mut *self.reader).map(Some) }
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Broken> {
        seed.deserialize(&mut *self.reader)
    }
}

/// The fields of a quote, which follow from its place.
struct QuoteFields<'t> {
    words: &'t str,
    from: u32,
    chars: u32,
    field: u8,
}

impl<'t> de::MapAccess<'t> for QuoteFields<'t> {
    type Error = Broken;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Broken> {
        const FIELDS: [&str; 3] = ["text", "bytes", "chars"];
        let Some(&field) = FIELDS.get(usize::from(self.field)) else { return Ok(None) };
        self.field += 1;
        seed.deserialize(BorrowedStrDeserializer::<Broken>::new(field)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Broken> {
        let span = |from: u32, length: u32| de::value::SeqDeserializer::new([from, from + length].into_iter());
        match self.field {
            1 => seed.deserialize(BorrowedStrDeserializer::<Broken>::new(self.words)),
            2 => seed.deserialize(span(self.from, self.words.len() as u32)),
            _ => seed.deserialize(span(self.chars, characters(self.words.as_bytes()))),
        }
    }
}

/// A variant that holds something: a map of one entry.
struct Variant<'r, 't> {
    reader: &'r mut Reader<'t>,
}

impl<'t> de::EnumAccess<'t> for Variant<'_, 't> {
    type Error = Broken;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'t>>(self, seed: V) -> Result<(V::Value, Self), Broken> {
        let name = seed.deserialize(&mut *self.reader)?;
        Ok((name, self))
    }
}

impl<'t> Variant<'_, 't> {
    /// What the variant holds, to the end of the map.
    fn whole<T>(self, read: impl FnOnce(&mut Reader<'t>) -> Result<T, Broken>) -> Result<T, Broken> {
        let value = read(self.reader)?;
        if self.reader.ends() { Ok(value) } else { Err(cut()) }
    }
}

impl<'t> de::VariantAccess<'t> for Variant<'_, 't> {
    type Error = Broken;

    fn unit_variant(self) -> Result<(), Broken> {
        self.whole(|reader| de::Deserialize::deserialize(reader))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'t>>(self, seed: T) -> Result<T::Value, Broken> {
        self.whole(|reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Broken> {
        self.whole(|reader| de::Deserializer::deserialize_any(reader, visitor))
    }

    fn struct_variant<V: Visitor<'t>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Broken> {
        self.whole(|reader| de::Deserializer::deserialize_any(reader, visitor))
    }
}
