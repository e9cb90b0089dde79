//! The figures of quotes and the figures of a rule in, their differences out.

use crate::check::problem::wording::{
    BoundaryDiffers, FigureDiffers, FigureNotInQuote, FigureUnused,
};
use crate::check::relation::opposite;
use crate::check::{Citation, CitationId, Constant, Model, Parameter, Relation, Type};
use crate::diagnostic::Problems;
use crate::quantity::{Base, Date, Dimension, Number, Unit, show_en, show_zh};
use crate::source::Span;

use super::figure::{Day, Figure, Figures, figures};
use super::said::{Role, Said, Statement};

/// A declaration whose figures are compared with its quotes.
pub(super) struct Comparison<'m, 's> {
    pub(super) name: &'m str,
    /// Where its name stands.
    pub(super) place: Span,
    /// Its own citations.
    pub(super) basis: &'s [CitationId],
    /// Whether every figure of the quotes should be in it: a definition may cite a sentence for one of its words.
    pub(super) whole: bool,
}

/// Quoted words with their figures.
struct Quote<'m> {
    citation: &'m Citation,
    words: &'m str,
    figures: Figures,
}

fn quotes<'m>(model: &'m Model, basis: &[CitationId]) -> Vec<Quote<'m>> {
    let mut found: Vec<Quote<'m>> = Vec::new();
    for id in basis {
        let Some(citation) = model.citations.get(id.index()) else {
            continue;
        };
        let Some(words) = citation.quote.as_deref() else {
            continue;
        };
        if found.iter().all(|one| one.words != words) {
            found.push(Quote {
                citation,
                words,
                figures: figures(words),
            });
        }
    }
    found
}

/// The figures of passages that are cited as a whole, without quoted words.
fn passages(model: &Model, basis: &[CitationId]) -> Vec<Figures> {
    let words = basis.iter().filter_map(|id| {
        let citation = model.citations.get(id.index())?;
        let instrument = model.instruments.get(citation.instrument?.index())?;
        let text = instrument.text.as_ref()?.text();
        let range = citation.range.as_ref()?;
        citation.quote.is_none().then(|| text.slice_range(range))
    });
    words.map(figures).collect()
}

/// Compares one declaration with what it quotes.
pub(super) fn compare(
    model: &Model,
    declared: &Comparison<'_, '_>,
    statement: &Statement<'_>,
    problems: &mut Problems,
) {
    let own = quotes(model, declared.basis);
    if own.is_empty() {
        return;
    }
    let used = quotes(model, &statement.basis);
    boundaries(&own, &used, statement, problems);
    let explained: Vec<Figures> = statement.words.iter().map(|words| figures(words)).collect();
    let all = || own.iter().chain(&used);

    // Figures of the rule that no quote has, and figures of the quotes that the rule has not.
    let mut added: Vec<&Said> = statement
        .figures
        .iter()
        .filter(|said| said.own && said.role == Role::Bound)
        .collect();
    added.retain(|said| {
        all().all(|quote| {
            quote
                .figures
                .figures
                .iter()
                .all(|figure| !same(figure, said))
        })
    });
    let trivial = |said: &Said| said.number.is_zero() || said.number == Number::ONE;
    added.retain(|said| !trivial(said));
    // An exception may cite its sentence without repeating the words: a figure that stands there is not made up.
    let cited = passages(model, declared.basis);
    added.retain(|said| {
        let mut there = cited.iter().flat_map(|passage| &passage.figures);
        !there.any(|figure| same(figure, said))
    });
    let mut unused: Vec<(&Quote<'_>, &Figure)> = Vec::new();
    for quote in &own {
        let missing = quote.figures.figures.iter();
        let missing =
            missing.filter(|figure| statement.figures.iter().all(|said| !same(figure, said)));
        unused.extend(missing.map(|figure| (quote, figure)));
    }
    for said in added {
        let like = unused
            .iter()
            .enumerate()
            .filter(|(_, (_, figure))| comparable(figure, said));
        let nearest = like.min_by_key(|(_, (_, figure))| {
            let apart = distance(figure, said);
            (apart.is_none(), apart)
        });
        let like = nearest.map(|(at, _)| at);
        if let Some(at) = like {
            let (quote, figure) = unused.remove(at);
            problems.push(FigureDiffers {
                written: figure.words.clone(),
                said: shown(said, Some(figure)),
                place: said.place,
                cited: quote.citation.span,
            });
        } else if !explained
            .iter()
            .any(|words| words.figures.iter().any(|figure| same(figure, said)))
            && let Some(quote) = own.first()
        {
            problems.push(FigureNotInQuote {
                said: shown(said, None),
                quote: quote.words.to_owned(),
                place: said.place,
                cited: quote.citation.span,
            });
        }
    }
    if declared.whole {
        for (quote, figure) in unused {
            let known = |other: &Figure| other.number == figure.number;
            if !explained
                .iter()
                .any(|words| words.figures.iter().any(known))
            {
                problems.push(FigureUnused {
                    name: declared.name.to_owned(),
                    written: figure.words.clone(),
                    place: declared.place,
                    cited: quote.citation.span,
                });
            }
        }
    }
    days(declared, &own, &used, statement, &explained, problems);
}

/// Where the text says whether a figure is included, the rule must agree, or say exactly the contrary.
fn boundaries(
    own: &[Quote<'_>],
    used: &[Quote<'_>],
    statement: &Statement<'_>,
    problems: &mut Problems,
) {
    for quote in own.iter().chain(used) {
        for figure in &quote.figures.figures {
            let Some(relation) = figure.relation else {
                continue;
            };
            let bounding = |said: &&Said| {
                let ordered = said
                    .relation
                    .is_some_and(|one| !matches!(one, Relation::Equal | Relation::NotEqual));
                (ordered || said.granted) && same(figure, said)
            };
            let bounding: Vec<&Said> = statement.figures.iter().filter(bounding).collect();
            let agrees = |said: &&Said| {
                said.relation
                    .is_some_and(|one| one == relation || one == opposite(relation))
            };
            if bounding.iter().any(agrees) {
                continue;
            }
            if let Some(said) = bounding.first() {
                problems.push(BoundaryDiffers {
                    written: figure.words.clone(),
                    includes: includes(relation),
                    said: (
                        format!(
                            "{}{}",
                            relation_words(said.relation).0,
                            as_written(figure).0
                        ),
                        format!(
                            "{} {}",
                            relation_words(said.relation).1,
                            as_written(figure).1
                        ),
                    ),
                    says_exactly: said.relation.is_none(),
                    instead: relation_words(Some(relation)),
                    place: said.place,
                    cited: quote.citation.span,
                });
            }
        }
    }
}

/// Days of the quotes against days of the rule.
fn days(
    declared: &Comparison<'_, '_>,
    own: &[Quote<'_>],
    used: &[Quote<'_>],
    statement: &Statement<'_>,
    explained: &[Figures],
    problems: &mut Problems,
) {
    let written: Vec<(&Quote<'_>, &Day)> = own
        .iter()
        .flat_map(|quote| quote.figures.days.iter().map(move |day| (quote, day)))
        .collect();
    let also = || used.iter().flat_map(|quote| &quote.figures.days);
    let Some((quote, first)) = written.first() else {
        return;
    };
    let meant = |day: Date| {
        written.iter().any(|(_, one)| is_day(one, day)) || also().any(|one| is_day(one, day))
    };
    if let Some((day, place)) = statement.days.iter().find(|(day, _)| !meant(*day)) {
        if statement.days.iter().all(|(day, _)| !meant(*day)) {
            problems.push(FigureDiffers {
                written: first.words.clone(),
                said: (day.zh(), day.en()),
                place: *place,
                cited: quote.citation.span,
            });
        }
        return;
    }
    for (quote, day) in written.iter().filter(|_| declared.whole) {
        let said = statement.days.iter().any(|(one, _)| is_day(day, *one));
        let known = explained
            .iter()
            .any(|words| words.days.iter().any(|one| one.year == day.year));
        if !said && !known {
            problems.push(FigureUnused {
                name: declared.name.to_owned(),
                written: day.words.clone(),
                place: declared.place,
                cited: quote.citation.span,
            });
        }
    }
}

fn is_day(written: &Day, day: Date) -> bool {
    let (month, in_month) = written.month_and_day;
    i64::from(day.year()) == written.year
        && month.is_none_or(|month| month == day.month())
        && in_month.is_none_or(|one| one == day.day())
}

/// Compares each line of a parameter with the words that it quotes.
pub(super) fn parameter(model: &Model, parameter: &Parameter, problems: &mut Problems) {
    let Type::Number(dimension) = &parameter.ty else {
        return;
    };
    for line in &parameter.lines {
        let Constant::Number(number) = line.value else {
            continue;
        };
        let said = Said {
            number,
            dimension: dimension.clone(),
            unit: parameter
                .unit
                .clone()
                .unwrap_or_else(|| Unit::base(dimension)),
            relation: None,
            granted: false,
            role: Role::Bound,
            own: true,
            place: line.span,
        };
        let own = quotes(model, &line.basis);
        let mut written = own.iter().flat_map(|quote| {
            quote
                .figures
                .figures
                .iter()
                .map(move |figure| (quote, figure))
        });
        if written.clone().any(|(_, figure)| same(figure, &said)) {
            continue;
        }
        if let Some((quote, figure)) = written.find(|(_, figure)| comparable(figure, &said)) {
            problems.push(FigureDiffers {
                written: figure.words.clone(),
                said: shown(&said, Some(figure)),
                place: line.span,
                cited: quote.citation.span,
            });
            continue;
        }
        let notes = parameter
            .notes
            .iter()
            .chain(&parameter.unsettled)
            .chain(&line.unsettled);
        let explained = notes
            .flat_map(|words| figures(words).figures)
            .any(|figure| same(&figure, &said));
        if let Some(quote) = own.first().filter(|_| !explained) {
            problems.push(FigureNotInQuote {
                said: shown(&said, None),
                quote: quote.words.to_owned(),
                place: line.span,
                cited: quote.citation.span,
            });
        }
    }
}

/// Whether a figure of the text is this figure of the rules.
fn same(figure: &Figure, said: &Said) -> bool {
    meanings(figure, &said.dimension).contains(&said.number)
}

/// What a figure of the text may be in the base unit of a dimension: 3岁 is 3周岁 and 36个月; 4.5个 for each thousand is 4.5 and
/// 0.0045. None where it measures something else.
fn meanings(figure: &Figure, dimension: &Dimension) -> Vec<Number> {
    let plain = figure.number;
    let Some(unit) = &figure.unit else {
        return std::iter::once(plain).chain(per(plain, figure)).collect();
    };
    let Ok(value) = plain.checked_mul(unit.factor()) else {
        return Vec::new();
    };
    let measured = unit.dimension();
    if measured.is_none() && is_physical(dimension) {
        // 两个 is no age and no sum of money.
        return Vec::new();
    }
    if measured.is_none() {
        return std::iter::once(value).chain(per(value, figure)).collect();
    }
    if measured == dimension {
        return vec![value];
    }
    let is = |base: Base| *dimension == Dimension::of(base);
    let years = Unit::named("年").as_ref() == Some(unit) || *measured == Dimension::of(Base::Age);
    if years && is(Base::Month) {
        return plain
            .checked_mul(Number::from_i64(12))
            .into_iter()
            .collect();
    }
    if years && is(Base::Age) {
        return vec![plain];
    }
    // A count of people or years that the rules hold as a plain number.
    if dimension.is_none() {
        vec![plain, value]
    } else {
        Vec::new()
    }
}

/// Whether a dimension measures money, time, age or length, and counts nothing.
fn is_physical(dimension: &Dimension) -> bool {
    let bases = [
        Base::Money,
        Base::Age,
        Base::Month,
        Base::Day,
        Base::Workday,
        Base::Clock,
        Base::Length,
    ];
    bases
        .into_iter()
        .any(|base| *dimension == Dimension::of(base))
}

/// How far a figure of the text is from one of the rules.
fn distance(figure: &Figure, said: &Said) -> Option<Number> {
    let meant = meanings(figure, &said.dimension);
    let apart = meant
        .into_iter()
        .filter_map(|one| one.checked_sub(said.number).ok()?.checked_abs().ok());
    apart.min()
}

fn per(value: Number, figure: &Figure) -> Option<Number> {
    value.checked_div(figure.per?).ok()
}

/// Whether a figure of the text could be meant by this figure of the rules: both measure the same, or one is a plain count.
fn comparable(figure: &Figure, said: &Said) -> bool {
    let measured = figure
        .unit
        .as_ref()
        .map(|unit| unit.dimension().clone())
        .unwrap_or_default();
    let time = |dimension: &Dimension| {
        [Base::Age, Base::Month, Base::Day, Base::Workday]
            .into_iter()
            .any(|base| *dimension == Dimension::of(base))
    };
    let count = measured.is_none() && (figure.unit.is_none() || !is_physical(&said.dimension));
    measured == said.dimension || count || (time(&measured) && time(&said.dimension))
}

/// A figure of the rules; in the unit of the text, where it is put beside a figure of the text that measures the same.
fn shown(said: &Said, beside: Option<&Figure>) -> (String, String) {
    let unit = beside.and_then(|figure| figure.unit.as_ref());
    let unit = unit.filter(|unit| *unit.dimension() == said.dimension && *unit.zh() != *"个");
    let unit = unit.unwrap_or(&said.unit);
    (show_zh(said.number, unit), show_en(said.number, unit))
}

/// A figure as the text has it, without its comparison word.
fn as_written(figure: &Figure) -> (String, String) {
    let unit = figure.unit.as_ref();
    let (zh, en) = unit.map_or(("", ""), |unit| (unit.zh(), unit.en_plural()));
    let en = format!("{} {en}", figure.number);
    (format!("{}{zh}", figure.number), en.trim().to_owned())
}

const fn includes(relation: Relation) -> bool {
    matches!(relation, Relation::AtLeast | Relation::AtMost)
}

const fn relation_words(relation: Option<Relation>) -> (&'static str, &'static str) {
    match relation {
        Some(Relation::Less) => ("低于 ", "less than"),
        Some(Relation::AtMost) => ("不超过 ", "at most"),
        Some(Relation::Greater) => ("超过 ", "more than"),
        Some(Relation::AtLeast) => ("不低于 ", "at least"),
        Some(Relation::Equal) => ("等于 ", "exactly"),
        Some(Relation::NotEqual) => ("不等于 ", "not"),
        None => ("", "exactly"),
    }
}

#[cfg(test)]
mod tests {
    use super::{comparable, figures, meanings};
    use crate::check::wording::said::{Role, Said};
    use crate::quantity::{Base, Dimension, Number, Unit};
    use crate::source::{FileId, Span};

    #[test]
    fn a_count_of_things_is_no_age_and_no_sum_of_money() {
        let found = figures("抚养两个以上不满18周岁的子女").figures;
        let two = found.first().unwrap();
        let eighteen = found.get(1).unwrap();
        for base in [Base::Age, Base::Money] {
            assert_eq!(meanings(two, &Dimension::of(base)), []);
        }
        assert_eq!(meanings(two, &Dimension::NONE), [Number::from_i64(2)]);
        assert_eq!(
            meanings(eighteen, &Dimension::of(Base::Age)),
            [Number::from_i64(18)]
        );
        let said = Said {
            number: Number::from_i64(16),
            dimension: Dimension::of(Base::Age),
            unit: Unit::named("周岁").unwrap(),
            relation: None,
            granted: false,
            role: Role::Bound,
            own: true,
            place: Span::at(FileId::new(0), 0),
        };
        assert!(!comparable(two, &said) && comparable(eighteen, &said));
    }
}
