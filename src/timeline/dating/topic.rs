//! Which event of the knowledge pack an undated article reports as its news.
//!
//! Only the head of an article is looked at: what it tells there as having happened, with no date that lies back. An
//! event counts if the head names it by what hardly any other event shares.

use super::Reason;
use super::enough;
use super::head::{Head, family};
use super::undated::{ALIKE, Undated};
use crate::article::{Quote, Span};
use crate::calendar::Timex;
use crate::event::{Form, Mention, Participant, Role, Tense};
use crate::knowledge::{Gazetteer, ReferenceEvent};
use crate::link::{DatedMention, Reading};
use crate::script::tokenize;
use crate::timeline::days::Days;
use crate::timeline::evidence::Evidence;
use crate::timeline::identity::is_specific;
use crate::timeline::kinds::Family;
use crate::timeline::reference::{References, is_personal};
use crate::timeline::relative::{self, Clue};
use crate::timeline::words::{self, mentions_phrase};
use chrono::{Datelike, Days as Step, NaiveDate};

/// What is told as news is at most so many days old.
const NEWS: u64 = 31;
/// The same for what is told as «أمس», «الثلاثاء».
const FRESH: u64 = 14;
/// The same for what is told beside news that has its day, and has none itself.
const RETOLD: u64 = 75;
/// By how many points another event may be worse that may be meant as well.
const NEARLY: u32 = 3;
/// So many points is it worth that the day of the week fits.
const WEEKDAY: u32 = 6;

/// Words that make a phrase anybody's, folded.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    // who
    "رهائن", "رهينه", "جنود", "جندي", "جنديا", "فرنسيين", "فرنسي", "فرنسيه", "ضباط", "مدنيين", "دبلوماسيين", "سجناء",
    "قتلي", "رئيس", "وزراء", "حكومه", "قبعات", "زرق", "قوات", "جهاديين", "تنظيم", "جماعه", "جيش",
    // what
    "افراج", "هجوم", "هجمات", "انتحاري", "متزامنه", "كمين", "غاره", "عمليات", "مشتركه", "دوريه", "اتفاق", "سلام", "وقف",
    "اطلاق", "نار", "انتخابات", "رئاسيه", "جديده",
    // where and by what
    "قاعده", "معسكر", "مطار", "مدينه", "سياره", "شاحنه", "مفخخه", "ملغومه", "لغم", "عبوه", "ناسفه", "طائرات", "طائره",
    "مسيره", "مسيرات",
];

/// Whether a folded word is one of those, or two or many of them: «سيارتين مفخختين».
pub(in crate::timeline) fn is_anybodys(word: &str) -> bool {
    const ENDINGS: &[(&str, &str)] =
        &[("تين", "ه"), ("تان", "ه"), ("ات", "ه"), ("ين", ""), ("ان", ""), ("ون", ""), ("ا", ""), ("ه", "")];
    let stem = |&(ending, one): &(&str, &str)| word.strip_suffix(ending).map(|stem| format!("{stem}{one}"));
    COMMON.contains(&word) || ENDINGS.iter().filter_map(stem).any(|stem| COMMON.contains(&stem.as_str()))
}

/// The same as [`reported`] gives where other articles or claims have left fewer days than the article alone.
pub(in crate::timeline) fn reported_then(
    reading: &Reading,
    gazetteer: &Gazetteer,
    references: &References<'_>,
    days: &Days,
) -> Option<Reason> {
    if !is_narrow(days) {
        return None;
    }
    let tokens = tokenize(&reading.text);
    reported(&Undated::new(reading, &tokens, &gazetteer.find(&tokens), references), days)
}

/// Whether so few days are left that hardly two events of one kind at one place fit them.
fn is_narrow(days: &Days) -> bool {
    /// A year that a day without its year leaves, and some.
    const YEAR: i64 = 400;
    days.first().zip(days.last()).is_some_and(|(first, last)| (last - first).num_days() <= YEAR)
}

/// The days that follow for the publication from the event that the article reports, if the head leaves no doubt which;
/// `days` are those that are left.
pub(super) fn reported(undated: &Undated<'_, '_>, days: &Days) -> Option<Reason> {
    let references = undated.references;
    let head = Head::of(undated).filter(|_| !undated.old)?;
    let narrow = is_narrow(days);
    let events = (0u32..).zip(references.pack().reference_events());
    let candidates = events.filter_map(|(at, event)| Candidate::new(at, event, &head, references, narrow));
    let left = |fit: &Fit<'_>| !days.intersect(&Days::between(Some(fit.from), Some(fit.to))).is_empty();
    let fits = candidates.filter_map(|candidate| candidate.fit()).filter(left).collect();
    reason(fits, undated.text())
}

/// An event that the head reports by all that speaks for it.
struct Fit<'p> {
    points: u32,
    from: NaiveDate,
    to: NaiveDate,
    id: &'p str,
    words: Span,
    /// How many days old it may be.
    old: u64,
}

/// The days on which the best of some events were news, if these are near each other.
fn reason(mut fits: Vec<Fit<'_>>, text: &str) -> Option<Reason> {
    let best = fits.iter().map(|f| f.points).max()?;
    fits.retain(|f| f.points + NEARLY > best);
    let first = fits.iter().map(|f| f.from).min()?;
    let last = fits.iter().map(|f| f.to).max()?;
    let fit = fits.iter().find(|f| f.points == best)?;
    ((last - first).num_days() <= ALIKE + fit.old as i64).then(|| Reason {
        rule: "lead",
        from: Some(first),
        to: Some(last),
        quotes: vec![Quote::cut(text, fit.words)],
        pack: Some(fit.id.to_owned()),
    })
}

/// An event of the pack that the head of an article may report.
struct Candidate<'h, 'p> {
    at: u32,
    event: &'p ReferenceEvent,
    families: &'static [Family],
    evidence: Evidence,
    head: &'h Head<'h>,
    references: &'h References<'p>,
    narrow: bool,
}

impl<'h, 'p> Candidate<'h, 'p> {
    /// `None` where the head tells nothing of that kind, does not name enough of what was, or dates it back.
    fn new(
        at: u32,
        event: &'p ReferenceEvent,
        head: &'h Head<'h>,
        references: &'h References<'p>,
        narrow: bool,
    ) -> Option<Self> {
        let families = Family::of_reference(&event.class);
        if event.class != "election" && !families.iter().any(|family| head.kinds.contains(family)) {
            return None;
        }
        let evidence = references.evidence(at, &head.lines);
        let is_old = head.found_out && event.class != "statement";
        if is_old || !evidence.may_do(&event.class, narrow) || head.dates_back(event, at, references) {
            return None;
        }
        Some(Self { at, event, families, evidence, head, references, narrow })
    }

    fn class(&self) -> &'p str {
        &self.event.class
    }

    /// The first days of the event.
    fn days(&self, most: usize) -> impl Iterator<Item = NaiveDate> {
        let last = self.event.end.latest;
        self.event.begin.earliest.iter_days().take_while(move |&day| day <= last).take(most)
    }

    /// Whether a day without its year may be one of the event.
    fn is_on(&self, clue: Clue) -> bool {
        /// What goes on for longer is not told by a day.
        const MOST: usize = 40;
        self.days(MOST).any(|day| clue.allows(day))
    }

    fn clues(&self, m: &'h DatedMention) -> impl Iterator<Item = Clue> {
        self.head.times(m).filter_map(|t| Clue::of(&t.expression))
    }

    /// Whether a time names the day of the week of the event. Of what may have been on any day of a week, none does.
    fn names_day(&self, t: &Timex) -> bool {
        self.is_short() && Clue::of(&t.expression).is_some_and(|clue| clue.rarity() >= 7 && self.is_on(clue))
    }

    fn is_short(&self) -> bool {
        /// A weekday is one of seven.
        const MOST: usize = 4;
        self.days(MOST + 1).count() <= MOST
    }

    /// The same, or counts back to it from the day of the week of the publication: «أمس».
    fn is_day(&self, t: &Timex) -> bool {
        let counted = || {
            let (back, today) = relative::days_back(&t.expression).zip(self.head.today)?;
            let weekday = (0..back).fold(today, |day, _| day.pred());
            Some(self.is_short() && self.days(7).any(|day| day.weekday() == weekday))
        };
        self.names_day(t) || counted().unwrap_or_default()
    }

    fn has_its_day(&self, m: &'h DatedMention) -> bool {
        self.head.times(m).any(|t| self.is_day(t))
    }

    /// Whether a mention or its sentence has the day of the event.
    fn agrees(&self, m: &'h DatedMention) -> bool {
        self.has_its_day(m) || self.head.fresh_in(m.mention.sentence).any(|t| self.names_day(t))
    }

    /// Whether the days that its sentence tells as fresh leave no room for the event: who says «اليوم الثلاثاء» speaks
    /// of that day, or of the two before it.
    fn is_on_another_day(&self, m: &DatedMention) -> bool {
        let weekdays = self.head.fresh_in(m.mention.sentence).filter_map(|t| Clue::of(&t.expression));
        let mut weekdays = weekdays.filter(|clue| clue.rarity() >= 7).peekable();
        let last = self.event.end.latest.checked_add_days(Step::new(2)).unwrap_or(self.event.end.latest);
        let mut days = self.event.begin.earliest.iter_days().take_while(|&day| day <= last).take(40);
        weekdays.peek().is_some() && {
            let weekdays: Vec<Clue> = weekdays.collect();
            !days.any(|day| weekdays.iter().any(|clue| clue.allows(day)))
        }
    }

    /// Whether a mention is somewhere else: «المعسكر في تمبكتو» is not «معسكر كاتي».
    fn is_elsewhere(&self, mention: &Mention) -> bool {
        let pack = self.references.pack();
        let Some(place) = self.event.place.as_deref().filter(|place| is_specific(pack, place)) else { return false };
        let known = mention.places.iter().filter_map(|p| p.id.as_deref());
        let mut known = known.filter(|p| is_specific(pack, p)).peekable();
        let there = |p: &str| p == place || pack.lies_in(p, place) || pack.lies_in(place, p);
        known.peek().is_some() && !known.any(there)
    }

    /// Whether the words of a mention can tell the event: what its family says, and what it does not.
    fn is_of_kind(&self, m: &'h DatedMention) -> bool {
        let mention = &m.mention;
        let family = family(mention);
        // «أقر بهزيمته في جولة الإعادة التي جرت الأحد»
        let votes = || self.class() == "election" && self.clues(m).any(|clue| clue.rarity() >= 7);
        let tells = match family {
            // Who declares may declare anything.
            Family::Saying => {
                let declares = matches!(mention.lemma.as_ref(), "أعلن" | "إعلان");
                let decided =
                    self.class() == "declaration" || (declares && matches!(self.class(), "law" | "expulsion"));
                (self.evidence.unique && decided) || self.class() == "statement"
            }
            Family::Turn => false,
            // Who dies is not who once held an office when somebody was killed.
            Family::Violence | Family::Destruction if self.class() == "death" => false,
            // What was signed is no signing.
            Family::Agreement | Family::Resolution => {
                mention.form != Form::Noun || mention.lemma == "توقيع" || self.evidence.is_named_twice()
            }
            // Somebody else was killed where another sentence names who was in the end.
            Family::Violence if self.class() == "killing" => self.references.names(self.at, self.head.sentence(m)),
            Family::Coup => !self.head.is_of_many(m),
            _ => true,
        };
        tells && (self.families.contains(&family) || votes()) && !self.befalls_another(mention)
    }

    /// Whether it is somebody else who was appointed, or died: «أعلن رئيس الوزراء تعيين الجنرال» is not how he became that.
    fn befalls_another(&self, mention: &Mention) -> bool {
        let personal = is_personal(self.class()) && self.class() != "visit";
        let known = |p: &Participant| p.id.as_ref().map(|id| self.event.actors.contains(id));
        let mut others = mention.participants.iter().filter(|p| p.role != Role::Agent);
        personal
            && others.any(|p| known(p) == Some(false))
            && !mention.participants.iter().any(|p| known(p) == Some(true))
    }

    /// Whether a mention can tell the event.
    fn is_told_by(&self, m: &'h DatedMention) -> bool {
        // A verb has its own day; a noun may have that of the verb of saying.
        let own = || m.mention.form == Form::Noun || self.clues(m).all(|clue| self.is_on(clue));
        self.is_of_kind(m) && !self.is_elsewhere(&m.mention) && own() && !self.is_on_another_day(m)
    }

    /// The mention that tells the event, and whether its day does so too.
    fn telling(&self) -> Option<(&'h DatedMention, bool)> {
        self.told_as_news().or_else(|| Some((self.told_with_day().or_else(|| self.told_near_day())?, true)))
    }

    /// Told as news, best with its day.
    fn told_as_news(&self) -> Option<(&'h DatedMention, bool)> {
        if self.head.looks_back || self.head.follows {
            return None;
        }
        let mut told = self.head.news.iter().copied().filter(|m| self.is_told_by(m));
        let with_day = told.clone().find(|m| self.agrees(m)).map(|m| (m, true));
        let (m, day) = with_day.or_else(|| told.find(|m| self.is_clearly_news(m)).map(|m| (m, false)))?;
        let verb = m.mention.form != Form::Noun;
        self.evidence.is_enough(self.class(), day, verb, self.narrow).then_some((m, day))
    }

    /// Told anywhere in the first lines: «سقطوا في الهجوم على فندق», «مدبر هجمات الجمعة الماضية».
    fn told_with_day(&self) -> Option<&'h DatedMention> {
        let mut told = self.head.facts.iter().copied().filter(|m| self.is_told_by(m));
        told.find(|m| self.has_its_day(m)).filter(|_| self.evidence.is_enough_with_day(self.class()))
    }

    /// The same where something else is told with that day.
    fn told_near_day(&self) -> Option<&'h DatedMention> {
        if self.head.looks_back || !self.evidence.is_enough_near_day(self.class()) {
            return None;
        }
        let mut told = self.head.facts.iter().copied().filter(|m| self.is_told_by(m));
        let now = told.find(|m| m.mention.tense != Tense::Pluperfect);
        now.filter(|_| self.head.fresh_in(self.head.near).any(|t| self.is_day(t)))
    }

    /// Whether a mention without the day of the event is its news nevertheless: its sentence names the event as well, or
    /// who took part, or where it was, and counts nothing from long ago («قتل منذ بداية العام مئات المدنيين»). What the head
    /// says elsewhere may be of something else.
    fn is_clearly_news(&self, m: &DatedMention) -> bool {
        let pack = self.references.pack();
        let who = m.mention.participants.iter().filter_map(|p| p.id.as_ref()).any(|id| self.event.actors.contains(id));
        let place = self.event.place.as_deref().filter(|place| is_specific(pack, place));
        let at = |id: &str| place.is_some_and(|place| pack.lies_in(id, place));
        let sentence = words::name(self.head.sentence(m));
        let mut said = self.references.said_of(self.at).map(|(keyword, _)| keyword);
        let named = who
            || m.mention.places.iter().filter_map(|p| p.id.as_deref()).any(at)
            || said.any(|keyword| mentions_phrase(&sentence, keyword));
        named && !self.head.counts_since(m)
    }

    /// Whether what is told may be another of its kind than the one that the pack knows.
    fn may_be_another(&self, m: &DatedMention, day: bool) -> bool {
        let once = enough::is_singular(self.class());
        // «انقلابا جديدا», «للمرة الثالثة»: which one it was only the day tells.
        let again = once && !day && self.head.is_one_more(m);
        // «هجوم أمس على البلدة، بعد هجوم الصيف الماضي»: nobody knows which of the two the pack has.
        let many = self.class() == "killing" || !(once || self.class() == "statement");
        again || (many && !self.evidence.person && self.head.tells_earlier(self.families))
    }

    /// When the event was news.
    fn fit(&self) -> Option<Fit<'p>> {
        let (m, day) = self.telling()?;
        if self.may_be_another(m, day) {
            return None;
        }
        let old = match (self.head.fresh, day) {
            (true, true) => FRESH,
            (true, false) if self.head.begins_with(m) => FRESH,
            // Something else is told with its day: this may be what it goes back to.
            (true, false) => RETOLD,
            // Nothing is told as fresh: who brings news leads with it.
            (false, _) if self.head.opens_with(m) => NEWS,
            (false, _) => return None,
        };
        Some(Fit {
            points: self.evidence.points + if day { WEEKDAY } else { 0 },
            from: self.event.begin.earliest,
            to: self.event.end.latest.checked_add_days(Step::new(old))?,
            id: &self.event.id,
            words: m.mention.trigger.bytes,
            old,
        })
    }
}
