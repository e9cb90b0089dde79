//! Text to tree.

use super::Reason;

/// An expression of the part of FEEL that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// A number as written.
    Number(String),
    /// A text in quotes.
    Text(String),
    /// A literal such as `@"2021-01-01"`.
    At(String),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`.
    Null,
    /// An input.
    Name(String),
    /// `-x`.
    Negated(Box<Expression>),
    /// Two operands.
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// `x between a and b`.
    Between(Box<[Expression; 3]>),
    /// A call, each argument with its name where it is written.
    Call(String, Vec<(Option<String>, Expression)>),
}

/// What stands between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Or,
    And,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Functions whose name holds a blank.
const LONG_NAMES: [&str; 6] = [
    "years and months duration",
    "date and time",
    "round half up",
    "round half down",
    "round up",
    "round down",
];

/// The tree of an expression, or why it is left out.
pub fn parse(text: &str) -> Result<Expression, Reason> {
    let mut parser = Parser {
        rest: text.trim_start(),
    };
    let expression = parser.or()?;
    // The cases are well formed: what does not end here is a name with blanks, of another decision.
    if parser.rest.is_empty() {
        Ok(expression)
    } else {
        Err(parser.unread())
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn or(&mut self) -> Result<Expression, Reason> {
        self.chain(&[("or ", Operator::Or)], Self::and)
    }

    fn and(&mut self) -> Result<Expression, Reason> {
        self.chain(&[("and ", Operator::And)], Self::between)
    }

    fn between(&mut self) -> Result<Expression, Reason> {
        let value = self.sum()?;
        if !self.take("between ") {
            return Ok(value);
        }
        let from = self.sum()?;
        if !self.take("and ") {
            return Err(self.unread());
        }
        Ok(Expression::Between(Box::new([value, from, self.sum()?])))
    }

    fn sum(&mut self) -> Result<Expression, Reason> {
        self.chain(
            &[("+", Operator::Add), ("-", Operator::Subtract)],
            Self::product,
        )
    }

    fn product(&mut self) -> Result<Expression, Reason> {
        self.chain(
            &[("*", Operator::Multiply), ("/", Operator::Divide)],
            Self::operand,
        )
    }

    fn chain(
        &mut self,
        operators: &[(&str, Operator)],
        next: fn(&mut Self) -> Result<Expression, Reason>,
    ) -> Result<Expression, Reason> {
        let mut left = next(self)?;
        loop {
            if self.rest.starts_with("**") {
                return Err(Reason::Powers);
            }
            let found = operators
                .iter()
                .find(|(sign, _)| self.rest.starts_with(sign));
            let Some((sign, operator)) = found else {
                return Ok(left);
            };
            self.take(sign);
            left = Expression::Binary(*operator, Box::new(left), Box::new(next(self)?));
        }
    }

    fn operand(&mut self) -> Result<Expression, Reason> {
        if self.take("-") {
            return Ok(Expression::Negated(Box::new(self.operand()?)));
        }
        if self.take("(") {
            let inner = self.or()?;
            return if self.take(")") {
                Ok(inner)
            } else {
                Err(self.unread())
            };
        }
        if self.take("@") {
            return self.quoted().map(Expression::At);
        }
        if self.rest.starts_with('"') {
            return self.quoted().map(Expression::Text);
        }
        if self.rest.starts_with(|first: char| first.is_ascii_digit()) {
            return Ok(Expression::Number(
                self.word(|c| c.is_ascii_digit() || c == '.'),
            ));
        }
        self.name_or_call()
    }

    fn name_or_call(&mut self) -> Result<Expression, Reason> {
        let long = LONG_NAMES
            .into_iter()
            .find(|name| self.rest.starts_with(name));
        let name = match long {
            Some(long) => {
                self.take(long);
                long.to_owned()
            }
            None => self.word(|c| c.is_alphanumeric() || c == '.' || c == '_'),
        };
        match name.as_str() {
            "" => Err(self.unread()),
            "function" => Err(Reason::Collections),
            "true" => Ok(Expression::Boolean(true)),
            "false" => Ok(Expression::Boolean(false)),
            "null" => Ok(Expression::Null),
            _ if self.take("(") => self
                .arguments()
                .map(|arguments| Expression::Call(name, arguments)),
            _ => Ok(Expression::Name(name)),
        }
    }

    fn arguments(&mut self) -> Result<Vec<(Option<String>, Expression)>, Reason> {
        let mut arguments = Vec::new();
        while !self.take(")") {
            let before = self.rest;
            let name = self.word(|c| c.is_alphanumeric());
            let name = if !name.is_empty() && self.take(":") {
                Some(name)
            } else {
                self.rest = before;
                None
            };
            arguments.push((name, self.or()?));
            if !self.take(",") && !self.rest.starts_with(')') {
                return Err(self.unread());
            }
        }
        Ok(arguments)
    }

    fn quoted(&mut self) -> Result<String, Reason> {
        let inner = self
            .rest
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'));
        let Some((text, rest)) = inner else {
            return Err(self.unread());
        };
        self.rest = rest.trim_start();
        Ok(text.to_owned())
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let rest = self.rest.trim_start_matches(belongs);
        let word = self.rest.strip_suffix(rest).unwrap_or_default().to_owned();
        self.rest = rest.trim_start();
        word
    }

    fn take(&mut self, sign: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(sign) else {
            return false;
        };
        self.rest = rest.trim_start();
        true
    }

    /// Why reading stops here.
    fn unread(&self) -> Reason {
        if self.rest.starts_with(['[', '{', '(']) {
            Reason::Collections
        } else {
            Reason::OtherDecisions
        }
    }
}
