//! How a last day was counted, in a sentence.

use crate::check::{DeadlineModel, Norm, Per, TermUnit};
use crate::diagnostic::Words;

use super::items::Source;
use super::told::{Item, Used};
use super::wording::Wording;

/// How the last day of a norm comes about.
pub(super) fn rule(source: Source<'_>, norm: &Norm, how: &[Item]) -> Option<Words> {
    match norm.deadline.as_ref()? {
        DeadlineModel::Within {
            amount, unit, roll, ..
        } => {
            let day = first_day(source.wording, norm, how);
            let (zh, en) = match unit {
                TermUnit::Days => ("日", "days"),
                TermUnit::Workdays(_) => ("个工作日", "working days"),
                TermUnit::Months => ("个月", "months"),
            };
            let (mut zh, mut en) = (
                format!("从{}的次日起数{amount}{zh}", day.zh),
                format!("{amount} {en}, counted from the day after {}", day.en),
            );
            if roll.is_some() {
                zh.push_str("；末日遇节假日的，顺延到其后第一个工作日");
                en.push_str("; a last day on a holiday moves to the next working day");
            }
            Some(Words::new(zh, en))
        }
        DeadlineModel::By(_) => {
            let written = how
                .iter()
                .all(|item| item.items.is_empty() && item.used.is_empty());
            Some(if written {
                Words::new("条文写明的日期", "the day that the provision names")
            } else {
                Words::new("由案件的事实算出", "computed from the facts of the case")
            })
        }
        DeadlineModel::Every(per) => Some(match per {
            Per::Quarter => Words::new(
                "每季度一次，到判断日所在季度的末日",
                "once in each quarter, by the end of the one at hand",
            ),
            Per::Month => Words::new(
                "每月一次，到判断日所在月的末日",
                "once in each month, by the end of the one at hand",
            ),
            _ => Words::new(
                "每年一次，到判断日所在年的末日",
                "once in each year, by the end of the one at hand",
            ),
        }),
        DeadlineModel::Words(_) => None,
    }
}

/// The day that is counted from, with its date where it is known.
fn first_day(wording: &Wording<'_>, norm: &Norm, how: &[Item]) -> Words {
    let found: Option<Used> = how.iter().find_map(super::items::own);
    match found {
        Some(used) => Words::new(
            format!("{}（{}）", used.name.zh, used.value.zh),
            format!("{} ({})", used.name.en, used.value.en),
        ),
        None => wording.deadline_of(norm),
    }
}
