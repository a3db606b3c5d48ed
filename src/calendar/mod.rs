//! The two calendars and the shapes of time in them: values, bounds, granularities, holidays.
//!
//! Takes numbers and dates; gives [`Value`] (what TIMEX3 writes), [`Bounds`] (four points that contain the
//! truth), [`HijriDate`] and [`Holiday`]. Does not know text: no word of any language occurs here, and no
//! clock is read.
//!
//! Conventions: proleptic Gregorian calendar, whole seconds, half-open intervals, weeks that start on Monday,
//! years counted astronomically (year 0 is 1 BCE, −43 is 44 BCE). Whatever leaves the range that chrono can
//! hold is `None`, never a panic.

mod answer;
mod bounds;
mod context;
mod days;
mod days_told;
mod edtf;
mod fields;
mod granularity;
mod habit;
mod hijri;
mod holiday;
mod hours;
mod lengths;
mod period;
mod resolve;
mod story;
mod tagger;
mod time_of_day;
mod umm_al_qura;
mod value;

pub use crate::timex::Season;
pub use bounds::Bounds;
pub use context::{Components, Context, Disagreement, Origin, Preference, Resolution, Unresolved};
pub use days::{
    add_days, add_months, add_years, last_of_month, month_start, nth_weekday, week_start, weekday_after,
    weekday_before, weekday_on_or_after, weekday_on_or_before, year_start,
};
pub use edtf::{edtf, edtf_approximate};
pub use granularity::Granularity;
pub use hijri::{HijriDate, Uncertainty};
pub use holiday::{Holiday, Occasion};
pub use period::{Amount, Period, Unit};
pub use tagger::{SignalQuote, Tagger, Timex};
pub use time_of_day::{Clock, PartOfDay, TimeOfDay};
pub use value::{Half, Quarter, Recurring, Value};
