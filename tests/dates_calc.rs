//! Catala's cases of adding periods to dates; see `tests/cases/dates-calc/README.md`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

use tiaoli::quantity::Date;

const EXACT: &str = include_str!("cases/dates-calc/exact_computations.csv");
const AMBIGUOUS: &str = include_str!("cases/dates-calc/ambiguous_computations.csv");
const ENDS_OF_MONTHS: &str = include_str!("cases/dates-calc/first_last_day_of_month.csv");

/// The rows below the heading, as trimmed cells.
fn rows<const WIDTH: usize>(text: &'static str) -> Vec<[&'static str; WIDTH]> {
    let cells = |line: &'static str| -> [&'static str; WIDTH] {
        let cells: Vec<&str> = line.split(';').map(str::trim).collect();
        cells
            .try_into()
            .unwrap_or_else(|_| panic!("not {WIDTH} cells: {line}"))
    };
    text.lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(cells)
        .collect()
}

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

/// Adds a period written as `[1 years, 2 months, 3 days]`: years and months first, then days.
fn add(start: Date, period: &str) -> Date {
    let parts = period.trim_matches(['[', ']']).split(',').map(|part| {
        let (amount, name) = part.trim().split_once(' ').unwrap();
        (amount.parse::<i64>().unwrap(), name)
    });
    parts.fold(start, |date, (amount, name)| {
        let next = match name {
            "years" => date.checked_add_years(amount),
            "months" => date.checked_add_months(amount),
            "days" => date.checked_add_days(amount),
            _ => panic!("not a part of a period: {name}"),
        };
        next.unwrap()
    })
}

#[test]
fn a_period_that_ends_on_an_existing_day_ends_there() {
    let rows = rows::<3>(EXACT);
    assert_eq!(rows.len(), 19);
    for [start, period, end] in rows {
        assert_eq!(add(day(start), period), day(end), "{start} {period}");
    }
}

#[test]
fn a_month_without_such_a_day_ends_on_its_last_and_rounding_up_is_the_day_after() {
    let rows = rows::<4>(AMBIGUOUS);
    let (mut passed, mut left_out) = (0, 0);
    for [start, period, up, down] in rows {
        let ours = add(day(start), period);
        assert_eq!(ours, day(down), "{start} {period}");
        passed += 1;
        // Civil Code, art. 202 knows no rounding up. What that rule is, in our terms:
        assert_eq!(ours.checked_add_days(1), Some(day(up)), "{start} {period}");
        left_out += 1;
    }
    println!(
        "{passed} rows pass by rounding down; {left_out} figures of rounding up are left out: a month without such a day ends on its last \
         (Civil Code, art. 202), and no rule of ours goes on to the day after"
    );
    assert_eq!((passed, left_out), (11, 11));
}

#[test]
fn months_have_a_first_and_a_last_day() {
    let rows = rows::<3>(ENDS_OF_MONTHS);
    assert_eq!(rows.len(), 2);
    for [date, first, last] in rows {
        let date = day(date);
        assert_eq!(
            (date.first_of_month(), date.last_of_month()),
            (day(first), day(last))
        );
    }
}
