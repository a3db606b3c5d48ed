//! From a value to bytes.

use super::{Broken, Counted, DAY, ESCAPE, SMALL, TIME, WORDS, characters, digits, tag};
use crate::timeline::bytes::{self, Shelved};
use rustc_hash::FxHashMap;
use serde::ser::{self, Serialize};
use std::cell::RefCell;
use std::sync::LazyLock;

static NUMBERS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| WORDS.iter().copied().zip(0u8..).collect());

pub(super) struct Writer<'t> {
    text: &'t str,
    bytes: Vec<u8>,
    /// What was written out, with its number.
    known: FxHashMap<String, u64>,
    /// Where the last words were found: the next ones are near.
    last: usize,
    counted: Counted,
    /// A quote of which not all is known yet.
    quote: Option<Pending>,
    /// The last one, for its memory.
    spare: Pending,
    /// Names of fields that were written before, by where they stand in memory: most come again and again.
    fields: Vec<Option<(usize, usize, u8)>>,
    /// A bit for each byte that stands in the text: no id does.
    there: [u64; 4],
}

/// What a writer needed: its memory is for the next one of this thread.
#[derive(Default)]
struct Spare {
    bytes: Vec<u8>,
    known: FxHashMap<String, u64>,
    fields: Vec<Option<(usize, usize, u8)>>,
    counted: Counted,
}

thread_local! {
    static SPARE: RefCell<Spare> = RefCell::default();
}

/// Names of fields that are remembered.
const FIELDS: usize = 512;

/// The fields of a quote.
#[derive(Default)]
struct Pending {
    text: String,
    /// Where it begins and ends, in bytes and in characters.
    numbers: Vec<u64>,
}

impl<'t> Writer<'t> {
    pub(super) fn new(id: &str, text: &'t str) -> Self {
        let Spare { mut bytes, mut known, mut fields, mut counted } = SPARE.take();
        counted.begin(text);
        bytes.clear();
        known.clear();
        // What stands where in the code is always the same.
        fields.resize(FIELDS, None);
        known.insert(id.to_owned(), 0);
        let mut writer = Self {
            text,
            bytes,
            known,
            last: 0,
            counted,
            quote: None,
            spare: Pending::default(),
            fields,
            there: [0; 4],
        };
        writer.number(id.len() as u64);
        writer.bytes.extend(id.bytes());
        writer.number(text.len() as u64);
        letters(text, &mut writer.bytes);
        for byte in text.bytes() {
            writer.there[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        writer
    }

    pub(super) fn finish(self) -> Shelved {
        /// More bytes, and more words, are not held on to.
        const MOST: (usize, usize) = (1 << 18, 1 << 12);
        let kept = self.bytes.as_slice().into();
        if self.bytes.capacity() <= MOST.0 && self.known.capacity() <= MOST.1 {
            SPARE.set(Spare { bytes: self.bytes, known: self.known, fields: self.fields, counted: self.counted });
        }
        kept
    }

    fn number(&mut self, number: u64) {
        bytes::put(&mut self.bytes, number);
    }

    fn tagged(&mut self, tag: u8, number: u64) {
        self.bytes.push(tag);
        self.number(number);
    }

    fn unsigned(&mut self, number: u64) {
        if let Some(quote) = &mut self.quote {
            quote.numbers.push(number);
        } else if number < SMALL {
            self.bytes.push(tag::FIRST_SMALL + number as u8);
        } else {
            self.tagged(tag::NUMBER, number);
        }
    }

    fn find(&mut self, words: &str) -> Option<usize> {
        let stands = |byte: u8| self.there[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1;
        if words.bytes().next().is_some_and(|first| !stands(first)) {
            return None;
        }
        let rest = self.text.get(self.last..).unwrap_or_default();
        let near = close(rest, words).or_else(|| rest.find(words)).map(|at| at + self.last);
        let at = near.or_else(|| self.text.find(words))?;
        self.last = at;
        Some(at)
    }

    /// A word of the table.
    fn known(&mut self, number: u8) {
        match tag::FIRST_WORD.checked_add(number) {
            Some(byte) => self.bytes.push(byte),
            None => self.bytes.extend([tag::WORD, number]),
        }
    }

    /// The name of a field or kind, which the code has: the same as its letters.
    fn name(&mut self, name: &'static str) {
        let (place, length) = (name.as_ptr() as usize, name.len());
        let slot = (place ^ (place >> 9) ^ (length << 5)) % FIELDS;
        if let Some((_, _, number)) = self.fields.get(slot).copied().flatten().filter(|f| (f.0, f.1) == (place, length))
        {
            self.known(number);
            return;
        }
        if let Some((slot, &number)) = self.fields.get_mut(slot).zip(NUMBERS.get(name)) {
            *slot = Some((place, length, number));
        }
        self.words(name);
    }

    fn words(&mut self, words: &str) {
        // Nothing of the table, no time and no day begins with another letter.
        if !words.starts_with(|c: char| c.is_ascii()) {
            self.letters(words);
        } else if let Some(&number) = NUMBERS.get(words) {
            self.known(number);
        } else if let Some(number) = digits(words, TIME) {
            self.tagged(tag::TIME, number);
        } else if let Some(number) = digits(words, DAY) {
            self.tagged(tag::DAY, number);
        } else {
            self.letters(words);
        }
    }

    /// Words that may have been written before, or stand in the text.
    fn letters(&mut self, words: &str) {
        if let Some(&number) = self.known.get(words) {
            self.tagged(tag::AGAIN, number);
        } else if let Some(at) = self.find(words) {
            self.tagged(tag::PLACE, at as u64);
            self.number(words.len() as u64);
        } else {
            let number = self.known.len() as u64;
            self.known.insert(words.to_owned(), number);
            self.tagged(tag::LETTERS, words.len() as u64);
            letters(words, &mut self.bytes);
        }
    }
}

impl Writer<'_> {
    /// Writes a quote as no more than a place, if that tells all of it.
    fn quoted(&mut self, quote: &Pending) {
        if let &[from, to, first, last] = quote.numbers.as_slice() {
            let place = usize::try_from(from).ok().zip(usize::try_from(to).ok());
            if let Some((start, _)) = place.filter(|&(start, end)| self.text.get(start..end) == Some(&quote.text)) {
                let chars = u64::from(self.counted.to(self.text, start));
                if (first, last) == (chars, chars + u64::from(characters(quote.text.as_bytes()))) {
                    self.tagged(tag::QUOTE, from);
                    self.number(to - from);
                    self.last = start;
                    return;
                }
            }
        }
        self.bytes.push(tag::MAP);
        self.words("text");
        self.words(&quote.text);
        for (field, span) in ["bytes", "chars"].into_iter().zip(quote.numbers.chunks(2)) {
            self.words(field);
            self.bytes.push(tag::LIST);
            span.iter().for_each(|&number| self.unsigned(number));
            self.bytes.push(tag::END);
        }
        self.bytes.push(tag::END);
    }
}

/// Where words stand first in the beginning of a text: to make ready for a search of all of it takes longer.
fn close(text: &str, words: &str) -> Option<usize> {
    /// Bytes.
    const CLOSE: usize = 256;
    let (text, words) = (text.as_bytes(), words.as_bytes());
    let (first, _) = words.split_first_chunk::<4>()?;
    let begins = text.get(..text.len().min(CLOSE))?.windows(first.len());
    let mut begins = begins.enumerate().filter(|(_, four)| four == first);
    begins.find(|(at, _)| text.get(*at..).is_some_and(|rest| rest.starts_with(words))).map(|(at, _)| at)
}

/// A byte for each ASCII character and Arabic letter.
fn letters(text: &str, bytes: &mut Vec<u8>) {
    bytes.reserve(text.len());
    let mut rest = text.as_bytes();
    loop {
        match *rest {
            // The 128 letters from `ARABIC` are two bytes each.
            [first @ 0xd8..=0xd9, second, ref after @ ..] => {
                bytes.push(0x80 | (first & 1) << 6 | (second & 0x3f));
                rest = after;
            }
            [byte @ (0..ESCAPE), ref after @ ..] => {
                bytes.push(byte);
                rest = after;
            }
            [_, ref after @ ..] => {
                let more = after.iter().take_while(|&&byte| byte & 0xc0 == 0x80).count();
                let (own, after) = rest.split_at(more + 1);
                bytes.push(ESCAPE);
                bytes.extend(own);
                rest = after;
            }
            [] => return,
        }
    }
}

impl<'w, 't> ser::Serializer for &'w mut Writer<'t> {
    type Ok = ();
    type Error = Broken;
    type SerializeSeq = List<'w, 't>;
    type SerializeTuple = List<'w, 't>;
    type SerializeTupleStruct = List<'w, 't>;
    type SerializeTupleVariant = List<'w, 't>;
    type SerializeMap = List<'w, 't>;
    type SerializeStruct = List<'w, 't>;
    type SerializeStructVariant = List<'w, 't>;

    fn serialize_bool(self, value: bool) -> Result<(), Broken> {
        self.bytes.push(if value { tag::TRUE } else { tag::FALSE });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), Broken> {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i16(self, value: i16) -> Result<(), Broken> {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i32(self, value: i32) -> Result<(), Broken> {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i64(self, value: i64) -> Result<(), Broken> {
        match u64::try_from(value) {
            Ok(number) => self.unsigned(number),
            Err(_) => self.tagged(tag::NEGATIVE, !value as u64),
        }
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), Broken> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u16(self, value: u16) -> Result<(), Broken> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u32(self, value: u32) -> Result<(), Broken> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u64(self, value: u64) -> Result<(), Broken> {
        self.unsigned(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Broken> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Broken> {
        self.bytes.push(tag::FLOAT);
        self.bytes.extend(value.to_bits().to_le_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Broken> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Broken> {
        match &mut self.quote {
            Some(quote) => value.clone_into(&mut quote.text),
            None => self.words(value),
        }
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Broken> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Broken> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Broken> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Broken> {
        self.bytes.push(tag::NULL);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Broken> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Broken> {
        match &mut self.quote {
            Some(quote) => variant.clone_into(&mut quote.text),
            None => self.name(variant),
        }
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Broken> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Broken> {
        self.bytes.push(tag::MAP);
        self.name(variant);
        value.serialize(&mut *self)?;
        self.bytes.push(tag::END);
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'w, 't>, Broken> {
        if self.quote.is_some() {
            return Ok(List { writer: self, ends: 0, quote: false });
        }
        self.bytes.push(tag::LIST);
        Ok(List { writer: self, ends: 1, quote: false })
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'w, 't>, Broken> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'w, 't>, Broken> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'w, 't>, Broken> {
        self.bytes.push(tag::MAP);
        self.name(variant);
        self.bytes.push(tag::LIST);
        Ok(List { writer: self, ends: 2, quote: false })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<List<'w, 't>, Broken> {
        self.bytes.push(tag::MAP);
        Ok(List { writer: self, ends: 1, quote: false })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<List<'w, 't>, Broken> {
        if name == "Quote" {
            let mut quote = std::mem::take(&mut self.spare);
            quote.text.clear();
            quote.numbers.clear();
            self.quote = Some(quote);
            return Ok(List { writer: self, ends: 0, quote: true });
        }
        self.bytes.push(tag::MAP);
        Ok(List { writer: self, ends: 1, quote: false })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'w, 't>, Broken> {
        self.bytes.push(tag::MAP);
        self.name(variant);
        self.bytes.push(tag::MAP);
        Ok(List { writer: self, ends: 2, quote: false })
    }
}

/// A list or map that is being written.
pub(super) struct List<'w, 't> {
    writer: &'w mut Writer<'t>,
    /// How many lists and maps end with it.
    ends: u8,
    /// Whether it is a quote.
    quote: bool,
}

impl List<'_, '_> {
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Broken> {
        value.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Broken> {
        if !self.quote {
            self.writer.name(key);
        }
        self.value(value)
    }

    fn finish(self) {
        let writer = self.writer;
        (0..self.ends).for_each(|_| writer.bytes.push(tag::END));
        if let Some(quote) = writer.quote.take_if(|_| self.quote) {
            writer.quoted(&quote);
            writer.spare = quote;
        }
    }
}

impl ser::SerializeSeq for List<'_, '_> {
    type Ok = ();
    type Error = Broken;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Broken> {
        self.value(value)
    }

    fn end(self) -> Result<(), Broken> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeTuple for List<'_, '_> {
    type Ok = ();
    type Error = Broken;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Broken> {
        self.value(value)
    }

    fn end(self) -> Result<(), Broken> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeTupleStruct for List<'_, '_> {
    type Ok = ();
    type Error = Broken;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Broken> {
        self.value(value)
    }

    fn end(self) -> Result<(), Broken> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeTupleVariant for List<'_, '_> {
    type Ok = ();
    type Error = Broken;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Broken> {
        self.value(value)
    }

    fn end(self) -> Result<(), Broken> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeMap for List<'_, '_> {
    type Ok = ();
    type Error = Broken;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Broken> {
        self.value(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Broken> {
        self.value(value)
    }

    fn end(self) -> Result<(), Broken> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeStruct for List<'_, '_> {
    type Ok = ();
    type Error = Broken;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Broken> {
        self.field(key, value)
    }

    fn end(self) -> Result<(), Broken> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeStructVariant for List<'_, '_> {
    type Ok = ();
    type Error = Broken;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Broken> {
        self.field(key, value)
    }

    fn end(self) -> Result<(), Broken> {
        self.finish();
        Ok(())
    }
}
