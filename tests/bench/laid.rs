//! A household as the machine's facts.

use tiaoli::check::{DefinitionId, FieldId, Model, ObjectId};
use tiaoli::compile::Program;
use tiaoli::quantity::{Date, Number};
use tiaoli::vm::{Case, Clocks, Given, Instance};

use crate::households::Household;

/// The names of the workload's rules.
pub struct Names<'m> {
    model: &'m Model,
}

impl<'m> Names<'m> {
    /// The names of a model.
    pub fn of(model: &'m Model) -> Self {
        Self { model }
    }

    /// A definition by its alias.
    pub fn definition(&self, alias: &str) -> DefinitionId {
        DefinitionId(place(
            self.model
                .definitions
                .iter()
                .map(|definition| definition.label.alias.as_deref()),
            alias,
        ))
    }

    fn field(&self, alias: &str) -> FieldId {
        FieldId(place(
            self.model
                .fields
                .iter()
                .map(|field| field.label.alias.as_deref()),
            alias,
        ))
    }

    fn object(&self, alias: &str) -> ObjectId {
        ObjectId(place(
            self.model
                .objects
                .iter()
                .map(|object| object.label.alias.as_deref()),
            alias,
        ))
    }

    /// The household's facts.
    pub fn case<'p>(&self, program: &'p Program, house: &Household) -> Case<'p> {
        let (year, month, day) = house.day;
        let part = |number: i32| u32::try_from(number).expect("a part of a day");
        let decided = Date::new(year, part(month), part(day)).expect("a day");
        let mut case = Case::new(program, Clocks::all(decided));
        let family = Instance::root(self.object("household"));
        let mut give = |of: Instance, name: &str, given: Given| {
            case.give(of, self.field(name), given)
                .expect("a fact of the workload");
        };
        give(family, "region", Given::Choice(house.region.into()));
        give(family, "dy", whole(year));
        give(family, "dm", whole(month));
        give(family, "dd", whole(day));
        give(family, "sector", Given::Choice(house.sector.into()));
        give(family, "wage", hundredths(house.wage));
        give(family, "babies", whole(house.babies));
        give(family, "dyst", Given::Boolean(house.dystocia));
        let parents = self.list(&mut case, family, "parents", house.ages.len());
        for (place, (of, age)) in parents.into_iter().zip(&house.ages).enumerate() {
            case.give(of, self.field("age"), whole(*age))
                .expect("an age");
            case.give(of, self.field("mother"), Given::Boolean(place == 0))
                .expect("a mother");
        }
        let children = self.list(&mut case, family, "children", house.children.len());
        for (of, child) in children.into_iter().zip(&house.children) {
            let (born_year, born_month, born_day) = child.born;
            let facts = [
                ("by", whole(born_year)),
                ("bm", whole(born_month)),
                ("bd", whole(born_day)),
                ("h", hundredths(child.height.into())),
                ("n", Given::Boolean(child.enrolled)),
            ];
            for (name, given) in facts {
                case.give(of, self.field(name), given)
                    .expect("a fact of a child");
            }
        }
        case
    }

    fn list(&self, case: &mut Case, of: Instance, name: &str, length: usize) -> Vec<Instance> {
        let length = u32::try_from(length).expect("a short list");
        let first = case
            .give_list(of, self.field(name), length)
            .expect("a list of the workload");
        (0..length)
            .map(|place| Instance {
                object: first.object,
                row: first.row + place,
            })
            .collect()
    }
}

fn whole(number: i32) -> Given<'static> {
    Given::Number(Number::from_i64(number.into()))
}

/// 分 in 元, 厘米 in 米.
fn hundredths(number: i64) -> Given<'static> {
    Given::Number(Number::ratio(number.into(), 100).expect("a hundredth"))
}

fn place<'a>(mut names: impl Iterator<Item = Option<&'a str>>, wanted: &str) -> u32 {
    let place = names
        .position(|name| name == Some(wanted))
        .unwrap_or_else(|| panic!("{wanted} is declared"));
    u32::try_from(place).expect("few names")
}
