//! What facts, findings and values are called: with their owner, as people say it.

use crate::check::{Field, FieldKind, Label, Type};
use crate::compile::StepKind;
use crate::diagnostic::Words;
use crate::engine::in_sentence;

use super::conclusion::the;
use super::wording::Wording;

/// The name of a step of some kind with its owner.
pub(super) fn by_kind(wording: &Wording<'_>, words: Words, kind: Option<StepKind>) -> Words {
    let model = wording.model();
    let label = match kind {
        Some(StepKind::Fact(id) | StepKind::List(id)) => {
            let field = model.fields.get(id.index());
            field.map(|one| (&one.label, is_yes_no(one)))
        }
        Some(StepKind::Definition(id)) => {
            let one = model.definitions.get(id.index());
            one.map(|one| (&one.label, one.ty == Type::Boolean))
        }
        Some(StepKind::Finding(id)) => model.findings.get(id.index()).map(|one| (&one.label, true)),
        Some(StepKind::Table(id, _)) => model.tables.get(id.index()).map(|one| (&one.label, false)),
        Some(StepKind::Clock(_)) => {
            return Words::new(words.zh, format!("the {}", words.en));
        }
        _ => None,
    };
    match label {
        Some((label, yes_no)) => owned(wording, words, label, yes_no),
        None => Words::new(words.zh, words.en.replace(" of ", " of the ")),
    }
}

/// The name of a fact or finding that is known by its words alone.
pub(super) fn of_fact(wording: &Wording<'_>, words: &Words) -> Words {
    let model = wording.model();
    let words = wording.plain(words);
    let fields = model.fields.iter().map(|one| (&one.label, is_yes_no(one)));
    let findings = model.findings.iter().map(|one| (&one.label, true));
    let named = fields
        .chain(findings)
        .filter(|(label, _)| {
            let own = own(wording, label);
            let owner = words.zh.strip_suffix(own.zh.as_str());
            let owned = owner.is_some_and(|owner| owner.is_empty() || owner.ends_with('的'));
            owned && words.en.starts_with(own.en.as_str())
        })
        .max_by_key(|(label, _)| label.name.len());
    match named {
        Some((label, yes_no)) => owned(wording, words, label, yes_no),
        None => words,
    }
}

fn is_yes_no(field: &Field) -> bool {
    matches!(
        &field.kind,
        FieldKind::Value {
            ty: Type::Boolean,
            ..
        }
    )
}

fn own(wording: &Wording<'_>, label: &Label) -> Words {
    wording.plain(&Words::of_name(&label.name, label.alias.as_deref()))
}

/// A name with its owner: what is true or false of somebody is said of its owner, 儿童依法生育 and not 儿童的依法生育.
fn owned(wording: &Wording<'_>, words: Words, label: &Label, yes_no: bool) -> Words {
    let own = own(wording, label);
    let zh = match words.zh.strip_suffix(own.zh.as_str()) {
        Some(owner) => {
            let owner = owner.strip_suffix('的').unwrap_or(owner);
            chinese(owner, &own.zh, yes_no)
        }
        None => words.zh,
    };
    let owner = words.en.strip_prefix(own.en.as_str());
    let name = in_sentence(&own.en);
    let en = match owner.and_then(|rest| rest.strip_prefix(" of ")) {
        Some(owner) if yes_no => format!("{name}, of {}", the(owner)),
        Some(owner) => format!("{name} of {}", the(owner)),
        None if words.en == own.en => name,
        None => words.en,
    };
    Words::new(zh, en)
}

/// 儿童依法生育, 家庭属于三类轮候家庭, 生育日期, 家庭的第1个儿童的户籍.
fn chinese(owner: &str, own: &str, yes_no: bool) -> String {
    let bare = owner.rsplit('个').next().unwrap_or(owner);
    // A long name that ends in what its owner is says what sort of it: 三类轮候家庭. 依法生育 says what was done.
    let sort = own.strip_suffix(bare);
    let sort = sort.is_some_and(|before| before.chars().count() > 2);
    if owner.is_empty() {
        own.to_owned()
    } else if yes_no && sort && !own.starts_with(['是', '有', '属']) {
        format!("{owner}属于{own}")
    } else if yes_no {
        format!("{owner}{own}")
    } else if own.starts_with(owner) {
        // 生育的生育日期 says 生育 twice.
        own.to_owned()
    } else {
        format!("{owner}的{own}")
    }
}
