//! Which events were asked for.

use crate::common::names::{self, Known};
use crate::common::when::Stretch;
use crate::{Arguments, Filters};
use std::collections::BTreeSet;
use tarikh::calendar::Bounds;
use tarikh::export::text::isolate;
use tarikh::knowledge::Pack;
use tarikh::timeline::{Event, Timeline};

/// The question of a command line, its names understood.
pub(crate) struct Selection<'a> {
    filters: &'a Filters,
    timeline: &'a Timeline,
    /// All names and ids that the actors asked for go by.
    actors: BTreeSet<String>,
    places: BTreeSet<String>,
    /// The events told with the words asked for, where some were.
    worded: Option<BTreeSet<&'a str>>,
    explained: Option<&'a str>,
}

impl<'a> Selection<'a> {
    /// A name that neither the pack nor any event knows is an error that names the likely ones.
    pub(crate) fn new(arguments: &'a Arguments, timeline: &'a Timeline, pack: &Pack) -> Result<Self, String> {
        let filters = &arguments.filters;
        let explained = match &arguments.explain {
            None => None,
            Some(id) => Some(timeline.redirect(id).map(|event| event.id.as_str()).ok_or_else(|| {
                format!("no event has the id {}; the ids stand at the end of each event's first line", isolate(id))
            })?),
        };
        let actors = pack.actors().iter().map(|actor| Known {
            id: &actor.id,
            names: actor.names.iter().map(|name| name.text.as_str()).collect(),
            names_en: &actor.names_en,
        });
        let places = pack.places().iter().map(|place| Known {
            id: &place.id,
            names: place.names.iter().map(|name| name.text.as_str()).collect(),
            names_en: &place.names_en,
        });
        let parties = |event: &'a Event| event.participants.iter().map(|party| party.name.as_str());
        let sites = |event: &'a Event| event.places.iter().map(|site| site.name.as_str());
        // Not looked for where nobody asks.
        let events = |asked: &[String]| if asked.is_empty() { None } else { Some(timeline.events()) };
        let parties = events(&filters.actor).into_iter().flatten().flat_map(parties).collect();
        let sites = events(&filters.place).into_iter().flatten().flat_map(sites).collect();
        let worded = |words: &String| timeline.with_text(words).map(|event| event.id.as_str()).collect();
        Ok(Self {
            actors: names::resolve("--actor", &filters.actor, actors, &parties)?,
            places: names::resolve("--place", &filters.place, places, &sites)?,
            worded: filters.text.as_ref().map(worded),
            explained,
            filters,
            timeline,
        })
    }

    /// The events asked for, in order.
    pub(crate) fn events(&self) -> impl Iterator<Item = &'a Event> {
        self.timeline.events().filter(|event| self.holds(event))
    }

    fn holds(&self, event: &Event) -> bool {
        let filters = self.filters;
        may_lie_in(event.bounds(), filters.since, filters.until)
            && (filters.actor.is_empty() || self.actors.iter().any(|name| event.has_actor(name)))
            && (filters.place.is_empty() || self.places.iter().any(|name| event.has_place(name)))
            && (filters.class.is_empty() || filters.class.contains(&event.class))
            && (filters.factuality.is_empty() || filters.factuality.contains(&event.factuality))
            && filters.min_sources.is_none_or(|least| event.independent >= least)
            && self.worded.as_ref().is_none_or(|ids| ids.contains(event.id.as_str()))
            && self.explained.is_none_or(|explained| event.id == explained)
    }
}

impl Filters {
    /// Whether only some of the events are asked for.
    pub(crate) fn ask_for_some(&self) -> bool {
        self.since.is_some()
            || self.until.is_some()
            || self.text.is_some()
            || self.min_sources.is_some()
            || !(self.actor.is_empty() && self.place.is_empty() && self.class.is_empty() && self.factuality.is_empty())
    }
}

/// Whether an event with these bounds may have happened in the time asked for. One without any date may have happened
/// at any time, which is no answer to the question.
fn may_lie_in(bounds: &Bounds, since: Option<Stretch>, until: Option<Stretch>) -> bool {
    let (first, last) = (bounds.earliest_start(), bounds.latest_end().or(bounds.latest_start()));
    let dated = first.is_some() || last.is_some();
    let after = since.is_none_or(|since| dated && last.is_none_or(|last| last > since.start));
    let before = until.is_none_or(|until| dated && first.is_none_or(|first| first < until.end));
    after && before
}

/// Whether some article says when the event was, and not only that it was before publication; or more than one tells
/// of it.
pub(crate) fn is_told(event: &Event) -> bool {
    let timed = event.mentions.iter().any(|mention| !mention.timexes.is_empty());
    event.reference.is_some() || timed || !event.nearby.is_empty() || event.articles > 1
}
