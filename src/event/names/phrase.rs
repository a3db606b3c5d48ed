//! How far a name goes: noun phrases grown from the words that announce them.
//!
//! A noun phrase in Arabic is a noun, what it belongs to (each noun of such a chain but the last is without the article),
//! and adjectives, which agree with their noun in having the article and in gender. Where agreement ends, the name ends:
//! in «تقتحم القوات الخاصة المبنى» the building is no adjective of forces.

use super::heads::{Head, HeadKind, is_nation};
use super::{Chunk, NameKind, Named, Names};
use crate::event::Mode;
use crate::event::lexicon::{Lexicon, Particle};
use crate::event::word::{Role, Word};
use crate::script::{Few, Gap, Key, Kind, Token, key, without_letters};

/// Words that end a name although no table calls them small words; times end it by themselves.
static ENDERS: Few<10> = Few::of([
    key!("بأي"),
    key!("نفسه"),
    key!("نفسها"),
    key!("إن"),
    key!("أيضا"),
    key!("لاحقا"),
    key!("بأيدي"),
    key!("بيد"),
    key!("أيدي"),
    key!("يد"),
]);

/// «المتحدث باسم الجيش»
const SPEAKS_FOR: Key = key!("باسم");

/// One person, whose name may follow.
const SINGLE: [Key; 10] = [
    key!("رهينة"),
    key!("صحافي"),
    key!("صحفي"),
    key!("جندي"),
    key!("مواطن"),
    key!("ناشط"),
    key!("سائح"),
    key!("طبيب"),
    key!("كاهن"),
    key!("راهبة"),
];

/// Words for people that are adjectives after another noun: «الانقلاب العسكري», «نزاع مسلح».
const ADJECTIVES: [Key; 8] = [
    key!("عسكري"),
    key!("مدني"),
    key!("جهادي"),
    key!("مسلح"),
    key!("متمرد"),
    key!("انتحاري"),
    key!("صحفي"),
    key!("صحافي"),
];

/// Second halves of fixed pairs: «شهود عيان», «رجال دين».
const COMPOUNDS: [Key; 7] =
    [key!("عيان"), key!("أعمال"), key!("دين"), key!("أمن"), key!("إغاثة"), key!("حماية"), key!("إنقاذ")];

/// Plurals without an ending of their own, which take feminine adjectives.
const BROKEN: [Key; 9] = [
    key!("قوى"),
    key!("فصائل"),
    key!("أطراف"),
    key!("دول"),
    key!("كتائب"),
    key!("قبائل"),
    key!("أحزاب"),
    key!("أمم"),
    key!("جبال"),
];

/// Feminine adjectives that do not end in ة.
const ELATIVES: [Key; 6] = [key!("كبرى"), key!("أخرى"), key!("عظمى"), key!("وسطى"), key!("أولى"), key!("عليا")];

/// Finds the actors and places of a text, in order.
pub(crate) fn chunks(
    tokens: &[Token],
    words: &[Word],
    text: &str,
    names: &dyn Names,
    lexicon: &Lexicon,
    out: &mut Vec<Chunk>,
) {
    let mut known = names.find(tokens);
    known.retain(|n| n.tokens.start < n.tokens.end && n.tokens.end <= tokens.len());
    let mut reader = Reader { tokens, words, text, lexicon, known, passed: 0 };
    out.clear();
    let mut i = 0;
    while i < tokens.len() {
        reader.pass(i);
        let known = reader.known_at(i);
        if known.is_none() && !words[i].is_head() {
            // On to the next known name, or the next word that announces one.
            let next = reader.known.get(reader.passed).map_or(tokens.len(), |n| n.tokens.start.min(tokens.len()));
            let announces = words.get(i + 1..next).and_then(|rest| rest.iter().position(Word::is_head));
            i = announces.map_or(next.max(i + 1), |ahead| i + 1 + ahead);
            continue;
        }
        let chunk = match known {
            Some(named) if named.kind == NameKind::Nationality => {
                i = named.tokens.end;
                continue;
            }
            Some(named) => Some(reader.named(named)),
            None => reader.announced(i),
        };
        let Some(chunk) = chunk else {
            i += 1;
            continue;
        };
        i = chunk.tokens.end;
        // «إياد أغ غالي، قائد الحركة،»: who he is, not somebody else.
        let apposed = chunk.id.is_none()
            && reader.is_title(&chunk)
            && out.last().is_some_and(|last| {
                last.kind == NameKind::Person
                    && last.tokens.end + 1 == chunk.tokens.start
                    && tokens[last.tokens.end].is_comma()
            });
        if !apposed {
            out.push(chunk);
        }
    }
}

struct Reader<'t> {
    tokens: &'t [Token],
    words: &'t [Word],
    text: &'t str,
    lexicon: &'t Lexicon,
    known: Vec<Named>,
    /// How many known names begin before the place that is read.
    passed: usize,
}

impl Reader<'_> {
    fn pass(&mut self, at: usize) {
        while self.known.get(self.passed).is_some_and(|n| n.tokens.start < at) {
            self.passed += 1;
        }
    }

    /// The known name that begins at a token, which is not before the place that is read.
    fn known_at(&self, at: usize) -> Option<&Named> {
        let rest = self.known.get(self.passed..)?;
        rest.iter().take_while(|n| n.tokens.start <= at).find(|n| n.tokens.start == at)
    }

    /// A known name with nothing written onto it that begins at a token.
    fn bare_at(&self, at: usize) -> Option<&Named> {
        self.known_at(at).filter(|n| n.lead == 0 && n.kind != NameKind::Nationality)
    }

    fn named(&self, named: &Named) -> Chunk {
        let skip = without_letters(self.tokens[named.tokens.start].span.of(self.text), u32::from(named.lead));
        Chunk { tokens: named.tokens.clone(), kind: named.kind, id: Some(named.id.clone()), skip, named: true }
    }

    /// The word that announces a name at a token, unless the word is used otherwise there.
    fn head(&self, at: usize) -> Option<Head> {
        let word = self.words.get(at).filter(|word| word.is_head())?;
        let small = word.particle().is_some_and(|p| !matches!(p, Particle::Plain));
        if self.tokens[at].kind != Kind::Word || word.is_verb() || small {
            return None;
        }
        word.head().filter(|head| !self.describes(at, *head))
    }

    /// «الانقلاب العسكري», «نزاع مسلح»: the word describes the noun before it. After a noun that happens to people it
    /// names one of them: «مقتل عسكري».
    fn describes(&self, at: usize, head: Head) -> bool {
        if head.lead > 0 || !ADJECTIVES.contains(&self.stem(at, head)) || self.words[at].first {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        let (word, token) = (&self.words[before], &self.tokens[before]);
        let noun = matches!(word.role, Role::Unknown | Role::Noun { .. });
        let happens = word.entry(self.lexicon).is_some_and(|e| {
            matches!(
                e.mode,
                Mode::Killing | Mode::Injury | Mode::Arrest | Mode::Kidnapping | Mode::Release | Mode::Death
            )
        });
        token.kind == Kind::Word && noun && !happens && has_article(token.key()) == head.article
    }

    fn stem(&self, at: usize, head: Head) -> Key {
        let stem = self.tokens[at].key().skip(u32::from(head.lead));
        if stem.starts_with(key!("ال")) { stem.skip(2) } else { stem }
    }

    fn is_title(&self, chunk: &Chunk) -> bool {
        !chunk.named && self.words[chunk.tokens.start].head().is_some_and(|h| h.kind == HeadKind::Title)
    }

    /// The name that a word announces.
    fn announced(&self, i: usize) -> Option<Chunk> {
        let head = self.head(i)?;
        if head.kind == HeadKind::Nation {
            return None;
        }
        let (mut end, nation) = self.grow(i, head);
        // «الرهينة الفرنسية صوفي بترونين» is not France.
        let own_name = nation.is_some_and(|n| {
            n.tokens.end < end && head.article && head.is_people() && !has_article(self.tokens[end - 1].key())
        });
        let mut id = nation.filter(|_| !own_name).map(|n| n.id.clone());
        let mut person = false;
        if let Some((whose, of)) = self.belongs(i, end, head) {
            (end, id) = (whose, of);
        } else if matches!(head.kind, HeadKind::Title | HeadKind::Group) || head.is_place() {
            // «مدينة غاو», «الوزير الأول، عبد المالك سلال»
            let comma = head.kind == HeadKind::Title && self.tokens.get(end).is_some_and(Token::is_comma);
            let next = self
                .bare_at(end)
                .or_else(|| self.bare_at(end + 1).filter(|named| comma && named.kind == NameKind::Person));
            if let Some(named) = next {
                // A spokesman's words are those of whom he speaks for.
                let spokesman = self.tokens[i..end].iter().any(|t| t.key() == SPEAKS_FOR);
                end = named.tokens.end;
                person = named.kind == NameKind::Person;
                let same = match head.kind {
                    HeadKind::Title => person || spokesman,
                    HeadKind::Group => named.kind.is_actor(),
                    _ => matches!(named.kind, NameKind::Place),
                };
                if same {
                    id = Some(named.id.clone());
                }
            }
        }
        while end > i + 1 && matches!(self.tokens[end - 1].kind, Kind::Mark(_)) {
            end -= 1;
        }
        let skip = without_letters(self.tokens[i].span.of(self.text), u32::from(head.lead));
        let kind = match head.kind {
            HeadKind::Country | HeadKind::Place | HeadKind::BarePlace => NameKind::Place,
            _ if person => NameKind::Person,
            _ => NameKind::Actor,
        };
        Some(Chunk { tokens: i..end, kind, id, skip, named: false })
    }

    /// Whose people they are: «مقاتلو حركة أنصار الدين», «مسلحون من تنظيم القاعدة», «سكان مدينة غاو».
    fn belongs(&self, i: usize, end: usize, head: Head) -> Option<(usize, Option<String>)> {
        let from = self.tokens.get(end).is_some_and(|t| t.key() == key!("من"));
        let construct = end == i + 1 && !head.article;
        let at = match head.kind {
            HeadKind::Members if construct && !from => end,
            HeadKind::Residents if construct => {
                let place = self.head(end).filter(|h| h.is_place() && h.lead == 0).is_some();
                let known = self.bare_at(end).filter(|n| matches!(n.kind, NameKind::Place | NameKind::State));
                return match known {
                    Some(named) => Some((named.tokens.end, None)),
                    None if place => self.announced(end).map(|chunk| (chunk.tokens.end, None)),
                    None => None,
                };
            }
            HeadKind::Members | HeadKind::People if from => end + 1,
            _ => return None,
        };
        if let Some(named) = self.bare_at(at).filter(|n| matches!(n.kind, NameKind::Actor | NameKind::State)) {
            return Some((named.tokens.end, Some(named.id.clone())));
        }
        let group = self.head(at).filter(|h| h.kind == HeadKind::Group && h.lead == 0)?;
        // «عناصر قوة»: without the article it may be what they do something to.
        let definite = group.article || self.tokens.get(at + 1).is_some_and(|t| has_article(t.key()));
        let chunk = self.announced(at).filter(|chunk| definite || chunk.id.is_some())?;
        Some((chunk.tokens.end, chunk.id))
    }

    /// One past the last word that goes on with what begins at `i`, and the state whose adjective is among them.
    fn grow(&self, i: usize, head: Head) -> (usize, Option<&Named>) {
        let limit = (i + head.longest()).min(self.tokens.len());
        let mut end = i + 1;
        let mut nation = None;
        while end < limit {
            if let Some(named) = self.known_at(end) {
                // «مصدر عسكري مالي»: an adjective although it is also the country's name.
                let adjective = named.kind == NameKind::Nationality
                    || head.is_people() && named.tokens.len() == 1 && is_nation(self.tokens[end].key());
                if !adjective || named.lead > 0 {
                    break;
                }
                end = named.tokens.end;
                if head.is_people() || head.kind == HeadKind::Group {
                    nation = Some(named);
                }
                continue;
            }
            // «المتحدث باسم الجيش»
            let spokesman = head.kind == HeadKind::Title && self.tokens[end].key() == SPEAKS_FOR;
            if !(spokesman || self.goes_on(end) && self.fits(i, end, head)) {
                break;
            }
            end += 1;
        }
        (end, nation)
    }

    /// Whether a word can stand in a name, whatever the name is.
    fn goes_on(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.gap >= Gap::Line {
            return false;
        }
        match token.kind {
            // Quotation marks around a name belong to it.
            Kind::Mark(mark) => {
                is_quote(mark)
                    && self.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Word && t.gap < Gap::Line)
                    && self.goes_on(at + 1)
            }
            Kind::Word => {
                let word = &self.words[at];
                if word.first || ENDERS.has(token.key()) {
                    return false;
                }
                match word.role {
                    Role::Unknown => word.clitics.letters == 0 && !opens_new(token.key()) && !has_pronoun(token.key()),
                    Role::Particle(Particle::Plain) => {
                        word.clitics.preposition.is_none() && word.clitics.conjunction.is_none()
                    }
                    // «حركة تحرير أزواد», «التوحيد والجهاد», «تنظيم الدولة»: names are full of verbal nouns.
                    Role::Noun { .. } | Role::Participle => {
                        word.clitics.preposition.is_none()
                            && !word.pronoun
                            && (word.clitics.article || self.words[at - 1].clitics.letters == 0)
                            && word.entry(self.lexicon).is_none_or(|e| !matches!(e.mode, Mode::Attack | Mode::Killing))
                    }
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// Whether a word that can stand in a name agrees with what the name is so far.
    fn fits(&self, i: usize, at: usize, head: Head) -> bool {
        let (token, before) = (&self.tokens[at], &self.tokens[at - 1]);
        if matches!(token.kind, Kind::Mark(_)) || matches!(before.kind, Kind::Mark(_)) {
            return !head.is_people();
        }
        let definite = has_article(token.key());
        let next = self.words[at].head();
        // «مقاتلو الحركة مدينة تمبكتو»: a kind of place begins another name.
        let another_place =
            matches!(next, Some(Head { kind: HeadKind::Place, lead: 0, article: false })) && !head.is_place();
        match head.kind {
            HeadKind::People | HeadKind::Members | HeadKind::Residents => self.describes_people(i, at, head),
            HeadKind::Title => {
                // «نائب الرئيس العقيد غويتا» is one man; «الرئيس المالي المتمردين» are two.
                let again = definite
                    && has_article(before.key())
                    && next.is_some_and(|n| n.is_people() || n.kind == HeadKind::Group)
                    && at > i + 1;
                !again
            }
            _ if at == i + 1 && !head.article => !another_place,
            _ if head.article => definite && self.is_adjective(at) && agrees(self.stem(i, head), token.key()),
            _ => {
                let after_definite = has_article(before.key()) || is_joined(before.key());
                match (after_definite, definite) {
                    // «وزارة الدفاع الفرنسية», not «وزارة الدفاع العودة»
                    (true, true) => self.is_adjective(at),
                    // «التوحيد والجهاد»
                    (true, false) => is_joined(token.key()),
                    // «قوات فرنسية المدينة»: an adjective without the article has ended the name.
                    (false, true) => !before.key().ends_with(key!("يه")),
                    (false, false) => !another_place,
                }
            }
        }
    }

    /// Whether a word with the article can be an adjective, by what else it is and by its form.
    fn is_adjective(&self, at: usize) -> bool {
        let key = self.tokens[at].key().skip(2);
        let nisba = key.ends_with(key!("يه")) || key.ends_with(key!("ي"));
        let announces = self.words[at].head().is_some_and(|head| {
            head.kind != HeadKind::Nation && !(head.kind == HeadKind::People && ADJECTIVES.contains(&key))
        });
        let event = matches!(self.words[at].role, Role::Noun { .. }) && !nisba;
        // «الدراسة», «السياسة»: nouns of this form are hardly ever adjectives.
        let form = key.len() == 5 && key.ends_with(key!("ه")) && key.skip(2).starts_with(key!("ا"));
        !announces && !event && !form && !key.ends_with(key!("ات"))
    }

    fn describes_people(&self, i: usize, at: usize, head: Head) -> bool {
        let key = self.tokens[at].key();
        let stem = self.stem(i, head);
        if at == i + 1 && COMPOUNDS.contains(&if has_article(key) { key.skip(2) } else { key }) {
            return true;
        }
        if !head.article {
            let endings = [key!("ين"), key!("ون"), key!("يا"), key!("ي"), key!("يه")];
            // «قتل مسلحون جنديين»: who does it, and to whom.
            let other_case =
                [key!("ون"), key!("ان")].iter().any(|&case| stem.ends_with(case)) && key.ends_with(key!("ين"));
            return !other_case && !has_article(key) && endings.iter().any(|&ending| key.ends_with(ending));
        }
        if has_article(key) {
            let feminine = stem.ends_with(key!("ه"));
            let people = self.words[at].head().is_none_or(|h| h.is_people() || h.kind == HeadKind::Nation);
            let event = matches!(self.words[at].role, Role::Noun { .. });
            return people && !event && !key.ends_with(key!("ات")) && feminine == key.ends_with(key!("ه"));
        }
        // «الرهينة الفرنسية صوفي بترونين»: one person's name.
        SINGLE.contains(&stem) && self.words[at].role == Role::Unknown && !self.words[at].clitics.article
    }
}

fn is_quote(mark: char) -> bool {
    matches!(mark, '"' | '«' | '»' | '\'' | '“' | '”')
}

fn has_article(key: Key) -> bool {
    key.starts_with(key!("ال"))
}

/// «قوة قوامها», «بلادهم»: what has a pronoun says something of the name.
fn has_pronoun(key: Key) -> bool {
    key.len() > 4 && !has_article(key) && (key.ends_with(key!("ها")) || key.ends_with(key!("هم")))
}

/// «والجهاد»
fn is_joined(key: Key) -> bool {
    key.starts_with(key!("وال"))
}

/// Whether an adjective with the article has the gender of a noun that has it too.
fn agrees(noun: Key, adjective: Key) -> bool {
    let feminine = noun.ends_with(key!("ه")) || noun.ends_with(key!("ات")) || BROKEN.contains(&noun);
    let adjective = adjective.skip(2);
    if feminine {
        adjective.ends_with(key!("ه")) || ELATIVES.contains(&adjective)
    } else {
        !adjective.ends_with(key!("ه"))
    }
}

/// An unknown word that begins with a preposition and the article starts another phrase.
fn opens_new(key: Key) -> bool {
    let cut = key.skip(1);
    (key.starts_with(key!("ل")) && cut.starts_with(key!("ل")))
        || (key.starts_with(key!("ب")) && cut.starts_with(key!("ال")))
        || (key.starts_with(key!("و")) && !cut.starts_with(key!("ال")) && key.len() > 6)
}
