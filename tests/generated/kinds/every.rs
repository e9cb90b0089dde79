//! What generated packages must hold.

/// Everything that generated packages must hold, group by group.
pub const EVERY: [&str; 9] = [
    "constant: truth, number, day, words, option; \
     term: clock, field, definition, finding, parameter, reading, table, holds, granted, arithmetic, negative, \
     shift, function, round, compare, member, all, any, not, exists, every, aggregate, cases, brackets; \
     type: truth, number, day, words, option, period",
    "operator: add, subtract, multiply, divide; relation: less, at most, greater, at least, equal, not equal; \
     clock: judged, law, known; shift: days, months, working days; shift by: what is written, what is computed; \
     function: lower, higher, absolute, whole, remainder, days, months, calendar months, age, year, month, day, date, \
     month start, month end, year start, year end, child year start, child year end, birthday, period, overlap, \
     period days, period months, union",
    "instance: root, bound, owner; list: of an instance, all of an object; lists: one, within another; \
     filter: none, some; aggregate: count, sum, greatest, least; exists: members, a condition; \
     level: first, second, third; parameter: on the day of the law, on another day; negated: no, yes; \
     other case: given; cases: one, several; bands: fixed, computed; enumerated: yes",
    "compared: truth, number, day, words, option, grade; \
     aggregate of: number, day; of an object: definition, table, finding, norm",
    "modality: right, duty, prohibition, permission, encouragement, task, indicator; \
     norm: of an object, of the case, with a subject, without a condition, in force for a time, of a repealed instrument; \
     exception of a definition; exception of a norm: that grants, that ends; overrides: by a definition, by a norm; \
     grant: exact, floor, ceiling; grants: one, several; \
     per: once, year, quarter, month, year of age, birth",
    "deadline: days, months, working days, by a day, every year, every quarter, every month, in words; \
     deadline rolled off a holiday: yes, no; done: by a mark, by a day, by both; violated: told, never told; \
     evidence: in words, in facts; measure: with a target, without, of a truth; target: fixed, computed; alert; baseline",
    "definition: of truth, of number, of day, of option, of period; definition in force for a time; \
     table: unique, first, sum; table columns: one, several; table results: one, several; table otherwise; \
     parameter lines: one, several, published later, ended; parameter: of truth, of number, of day; \
     finding; reading; repeal; declaratory; calendar; choice: ordered, unordered; unit; questionnaire; \
     convention: birthday, day after, periods",
    "fact: known, bounded below, bounded above, with a default, not given; list: given, empty, not given; \
     list within a list: given, not given; \
     instance given: root, member, member of a member, directly; fact of: truth, number, day, words, option; \
     finding made: of the case, of an object, of an instance given directly; reading taken",
    "clocks: all the same, three of their own",
];

/// The names of all kinds, `group: kind`.
pub fn every() -> Vec<String> {
    let groups = EVERY.iter().flat_map(|groups| groups.split(';'));
    groups
        .flat_map(|group| match group.split_once(':') {
            Some((group, kinds)) => kinds
                .split(',')
                .map(|kind| format!("{}: {}", group.trim(), kind.trim()))
                .collect(),
            None => vec![group.trim().to_owned()],
        })
        .collect()
}
