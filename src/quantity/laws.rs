//! Laws that hold for every value, with jiff and wide integers as oracles.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "the oracles use plain arithmetic on small values"
)]

use jiff::civil;
use jiff::{Span, ToSpan as _};
use proptest::prelude::*;

use crate::quantity::{
    AgeRule, Date, Number, Rounding, age, age_reached_on, calendar_months, days_between,
    months_between, parse_zh_number, to_zh_numeral,
};

fn dates() -> impl Strategy<Value = Date> {
    let all = Date::MIN.to_days()..=Date::MAX.to_days();
    // Ends of February and of months are where the law is; half of the cases lie near them.
    let edges =
        (1900..2101_i32, 1..13_u32, 0..4_u32).prop_filter_map("a day", |(year, month, back)| {
            let last = Date::new(year, month, 1)?.last_of_month();
            last.checked_add_days(-i64::from(back))
        });
    prop_oneof![all.prop_filter_map("a day", Date::from_days), edges]
}

fn oracle(date: Date) -> civil::Date {
    let (year, month, day) = (date.year(), date.month(), date.day());
    civil::date(
        year.try_into().unwrap(),
        month.try_into().unwrap(),
        day.try_into().unwrap(),
    )
}

/// What jiff answers, cut to the years that we hold.
fn within(date: Result<civil::Date, jiff::Error>) -> Option<String> {
    date.ok()
        .filter(|date| (1..=9999).contains(&date.year()))
        .map(|date| date.to_string())
}

fn numbers() -> impl Strategy<Value = Number> {
    let small = (-1000..1000_i128, 1..1000_i128);
    let any = (any::<i128>(), any::<i128>());
    prop_oneof![small, any].prop_filter_map("a number", |(numerator, denominator)| {
        Number::ratio(numerator, denominator)
    })
}

proptest! {
    #[test]
    fn adding_months_agrees_with_jiff(date in dates(), months in -30_000..30_000_i64) {
        let expected = within(oracle(date).checked_add(months.months()));
        prop_assert_eq!(date.checked_add_months(months).map(|date| date.to_string()), expected);
    }

    #[test]
    fn adding_years_agrees_with_jiff(date in dates(), years in -3_000..3_000_i64) {
        let expected = within(oracle(date).checked_add(years.years()));
        prop_assert_eq!(date.checked_add_years(years).map(|date| date.to_string()), expected);
    }

    #[test]
    fn adding_days_agrees_with_jiff(date in dates(), days in -800_000..800_000_i64) {
        let expected = within(oracle(date).checked_add(Span::new().days(days)));
        prop_assert_eq!(date.checked_add_days(days).map(|date| date.to_string()), expected);
    }

    #[test]
    fn days_between_is_the_inverse_of_adding_days(from in dates(), to in dates()) {
        prop_assert_eq!(from.checked_add_days(days_between(from, to)), Some(to));
        prop_assert_eq!(i64::from(oracle(from).until(oracle(to)).unwrap().get_days()), days_between(from, to));
    }

    #[test]
    fn dates_are_read_back_from_their_text_and_number(date in dates()) {
        prop_assert_eq!(Date::parse_iso(&date.to_string()), Ok(date));
        prop_assert_eq!(Date::from_days(date.to_days()), Some(date));
        prop_assert_eq!(oracle(date).to_string(), date.to_string());
    }

    #[test]
    fn months_between_is_the_greatest_number_that_fits(from in dates(), to in dates()) {
        let months = months_between(from, to);
        if let Some(reached) = from.checked_add_months(months) {
            prop_assert!(reached <= to, "{} {} {}", from, to, months);
        }
        if let Some(next) = from.checked_add_months(months + 1) {
            prop_assert!(next > to, "{} {} {}", from, to, months);
        }
    }

    #[test]
    fn months_between_undoes_adding_months(date in dates(), months in -5000..5000_i64) {
        if let Some(end) = date.checked_add_months(months) {
            prop_assert_eq!(months_between(date, end), months);
            if months >= 0 {
                prop_assert_eq!(calendar_months(date, end), months + 1);
            }
        }
    }

    #[test]
    fn a_later_day_never_gives_less_and_a_later_start_never_more(
        from in dates(), to in dates(), later in 0..2000_i64, amount in -600..600_i64, after in any::<bool>(),
    ) {
        let rule = if after { AgeRule::DayAfter } else { AgeRule::OnBirthday };
        let Some(next) = to.checked_add_days(later) else { return Ok(()) };
        prop_assert!(months_between(from, to) <= months_between(from, next));
        prop_assert!(months_between(next, from) <= months_between(to, from));
        prop_assert!(calendar_months(from, to) <= calendar_months(from, next));
        prop_assert!(calendar_months(next, from) <= calendar_months(to, from));
        prop_assert!(age(from, to, rule) <= age(from, next, rule));
        prop_assert!(age(next, from, rule) <= age(to, from, rule));
        if let (Some(end), Some(next_end)) = (to.checked_add_months(amount), next.checked_add_months(amount)) {
            prop_assert!(end <= next_end);
        }
    }

    #[test]
    fn an_age_is_reached_on_the_first_day_that_has_it(birth in dates(), on in dates(), after in any::<bool>()) {
        let rule = if after { AgeRule::DayAfter } else { AgeRule::OnBirthday };
        let years = age(birth, on, rule);
        prop_assert_eq!(years < 0, on < birth);
        if years >= 0 {
            prop_assert!(age_reached_on(birth, years, rule).unwrap() <= on);
            prop_assert!(age_reached_on(birth, years + 1, rule).is_none_or(|day| day > on));
        }
    }

    #[test]
    fn sums_and_products_agree_with_wide_integers(
        (a, b) in (any::<i32>(), 1..i32::MAX),
        (c, d) in (any::<i32>(), 1..i32::MAX),
    ) {
        let [a, b, c, d] = [a, b, c, d].map(i128::from);
        let (one, other) = (Number::ratio(a, b).unwrap(), Number::ratio(c, d).unwrap());
        prop_assert_eq!(one.checked_add(other).ok(), Number::ratio(a * d + c * b, b * d));
        prop_assert_eq!(one.checked_sub(other).ok(), Number::ratio(a * d - c * b, b * d));
        prop_assert_eq!(one.checked_mul(other).ok(), Number::ratio(a * c, b * d));
        prop_assert_eq!(one.checked_div(other).ok(), Number::ratio(a * d, b * c));
        prop_assert_eq!(one.cmp(&other), (a * d).cmp(&(c * b)));
        prop_assert_eq!(i128::from(one.floor().to_i64().unwrap()), a.div_euclid(b));
    }

    #[test]
    fn no_operation_panics_and_every_result_is_in_lowest_terms(one in numbers(), other in numbers()) {
        let results = [
            one.checked_add(other), one.checked_sub(other), one.checked_mul(other), one.checked_div(other), one.checked_neg(),
            one.checked_abs(), Ok(one.floor()), Ok(one.ceil()), Rounding::HalfUp.apply(one, other), Rounding::HalfEven.apply(one, other),
        ];
        for result in results.into_iter().flatten() {
            prop_assert_eq!(Number::ratio(result.numerator(), result.denominator()), Some(result));
            prop_assert!(result.denominator() > 0);
            prop_assert!(!result.to_string().is_empty());
        }
        prop_assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
        prop_assert_eq!(one.checked_neg().unwrap().checked_neg(), Ok(one));
        if let Ok(difference) = one.checked_sub(other) {
            prop_assert_eq!(difference.cmp(&Number::ZERO), one.cmp(&other));
        }
        prop_assert_eq!(one.cmp(&other).is_eq(), one == other);
        if let (Ok(sum), true) = (one.checked_add(other), !other.is_negative()) {
            prop_assert!(sum >= one);
        }
    }

    #[test]
    fn decimals_are_read_back_from_their_text(digits in any::<i64>(), decimals in 0..19_u32) {
        let number = Number::from_scaled(digits, decimals).unwrap();
        prop_assert_eq!(Number::parse_decimal(&number.to_string()), Ok(number));
        prop_assert_eq!(number.scaled(decimals), Some(digits));
        prop_assert!(number.decimals().unwrap() <= decimals);
    }

    #[test]
    fn a_rounded_number_is_the_nearest_multiple(value in -100_000..100_000_i64, step in 1..500_i64) {
        let [value, step] = [value, step].map(|digits| Number::from_scaled(digits, 2).unwrap());
        for rounding in Rounding::ALL {
            let rounded = rounding.apply(value, step).unwrap();
            prop_assert!(rounded.checked_div(step).unwrap().is_integer());
            let off = rounded.checked_sub(value).unwrap().checked_abs().unwrap();
            let twice = off.checked_add(off).unwrap();
            let near = match rounding {
                Rounding::HalfUp | Rounding::HalfEven => twice <= step,
                Rounding::Down | Rounding::Up => off < step,
            };
            prop_assert!(near);
            prop_assert_eq!(rounding.apply(rounded, step), Ok(rounded));
        }
    }

    #[test]
    fn numerals_are_read_back(number in any::<u64>()) {
        prop_assert_eq!(parse_zh_number(&to_zh_numeral(number)), Some(number));
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[0-9０-９.．+－零一二十百千万亿壹元角分〇两-]{0,12}") {
        let _ = Number::parse_decimal(&text);
        if let Some(number) = parse_zh_number(&text) {
            prop_assert_eq!(parse_zh_number(&to_zh_numeral(number)), Some(number));
        }
        let _ = crate::quantity::parse_zh_amount(&text);
        let _ = Date::parse_iso(&text);
    }
}
