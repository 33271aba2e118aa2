//! The part of regular expressions that dialling plans use, over digits: as a minimal acyclic
//! automaton, and as a program for the backtracking matcher of `septet::number`.

use std::collections::{BTreeSet, HashMap};

/// A parsed pattern.
enum Node {
    /// One digit of a set: bit n is digit n.
    Digit(u16),
    Sequence(Vec<Node>),
    /// The first that matches wins.
    Alternatives(Vec<Node>),
    Repeat(Box<Node>, usize, usize),
    Capture(Box<Node>),
    /// `$`
    End,
}

struct Parser<'a> {
    pattern: &'a str,
    rest: &'a str,
}

fn parse(pattern: &str) -> Result<Node, String> {
    let mut parser = Parser { pattern, rest: pattern };
    let node = parser.alternatives()?;
    if parser.rest.is_empty() { Ok(node) } else { Err(parser.refuse()) }
}

impl Parser<'_> {
    fn refuse(&self) -> String {
        format!("cannot read {:?} at {:?}", self.pattern, self.rest)
    }

    fn eat(&mut self, token: &str) -> bool {
        let after = self.rest.strip_prefix(token);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c
    }

    fn alternatives(&mut self) -> Result<Node, String> {
        let mut all = vec![self.sequence()?];
        while self.eat("|") {
            all.push(self.sequence()?);
        }
        Ok(match all.pop() {
            Some(only) if all.is_empty() => only,
            last => Node::Alternatives(all.into_iter().chain(last).collect()),
        })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut all = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            let atom = self.atom()?;
            all.push(self.repeated(atom)?);
        }
        Ok(Node::Sequence(all))
    }

    fn atom(&mut self) -> Result<Node, String> {
        if self.eat("(?:") {
            return self.group();
        }
        if self.eat("(") {
            return Ok(Node::Capture(Box::new(self.group()?)));
        }
        if self.eat("\\d") {
            return Ok(Node::Digit(0x3FF));
        }
        if self.eat("[") {
            return self.set();
        }
        if self.eat("$") {
            return Ok(Node::End);
        }
        match self.rest.chars().next().and_then(|c| c.to_digit(10)) {
            Some(digit) => {
                self.next();
                Ok(Node::Digit(1 << digit))
            }
            None => Err(self.refuse()),
        }
    }

    fn group(&mut self) -> Result<Node, String> {
        let node = self.alternatives()?;
        if self.eat(")") { Ok(node) } else { Err(self.refuse()) }
    }

    fn set(&mut self) -> Result<Node, String> {
        let mut digits = 0;
        while !self.eat("]") {
            if self.eat("\\d") {
                digits = 0x3FF;
                continue;
            }
            let from = self.next().and_then(|c| c.to_digit(10)).ok_or_else(|| self.refuse())?;
            let to = if self.eat("-") {
                self.next().and_then(|c| c.to_digit(10)).ok_or_else(|| self.refuse())?
            } else {
                from
            };
            for digit in from..=to {
                digits |= 1 << digit;
            }
        }
        Ok(Node::Digit(digits))
    }

    fn repeated(&mut self, atom: Node) -> Result<Node, String> {
        if self.eat("?") {
            return Ok(Node::Repeat(Box::new(atom), 0, 1));
        }
        if !self.eat("{") {
            return Ok(atom);
        }
        let (bounds, rest) = self.rest.split_once('}').ok_or_else(|| self.refuse())?;
        let (min, max) = bounds.split_once(',').unwrap_or((bounds, bounds));
        let (Ok(min), Ok(max)) = (min.parse(), max.parse()) else { return Err(self.refuse()) };
        self.rest = rest;
        Ok(Node::Repeat(Box::new(atom), min, max))
    }
}

// ---- programs ----

/// Operations of the matcher, in the two highest bits of a word; `septet::number::pattern` runs
/// them. No operation: the low ten bits are the set of digits to take.
const SPLIT: u16 = 0x4000;
const JUMP: u16 = 0x8000;
const SAVE: u16 = 0xC000;
const END: u16 = 0xD000;
const MATCH: u16 = 0xE000;

/// The program of a pattern. Targets count from its first word.
pub(super) fn program(pattern: &str) -> Result<Vec<u16>, String> {
    let mut words = Vec::new();
    let mut captures = 0;
    emit(&parse(pattern)?, &mut words, &mut captures);
    words.push(MATCH);
    if words.len() > 0x3FFF { Err(format!("{pattern:?} is too long")) } else { Ok(words) }
}

fn emit(node: &Node, words: &mut Vec<u16>, captures: &mut u16) {
    match node {
        Node::Digit(set) => words.push(*set),
        Node::Sequence(all) => all.iter().for_each(|node| emit(node, words, captures)),
        Node::Alternatives(all) => {
            let mut jumps = Vec::new();
            for (i, node) in all.iter().enumerate() {
                if i + 1 == all.len() {
                    emit(node, words, captures);
                    break;
                }
                let split = words.len();
                words.push(SPLIT);
                emit(node, words, captures);
                jumps.push(words.len());
                words.push(JUMP);
                words[split] |= words.len() as u16;
            }
            for jump in jumps {
                words[jump] |= words.len() as u16;
            }
        }
        Node::Repeat(node, min, max) => {
            for _ in 0..*min {
                emit(node, words, captures);
            }
            let mut splits = Vec::new();
            for _ in *min..*max {
                splits.push(words.len());
                words.push(SPLIT);
                emit(node, words, captures);
            }
            for split in splits {
                words[split] |= words.len() as u16;
            }
        }
        Node::Capture(node) => {
            let n = *captures;
            *captures += 1;
            words.push(SAVE | (2 * n));
            emit(node, words, captures);
            words.push(SAVE | (2 * n + 1));
        }
        Node::End => words.push(END),
    }
}

// ---- automata ----

/// A state of a pattern's automaton. `DEAD` takes nothing more; `HIT` is where a pattern that is
/// asked for as a prefix has matched, whatever follows.
pub(super) type State = u32;
pub(super) const DEAD: State = 0;
pub(super) const HIT: State = u32::MAX;

/// Minimal acyclic automata of many patterns, sharing equal states.
#[derive(Default)]
pub(super) struct Automata {
    states: Vec<(bool, [State; 10])>,
    index: HashMap<(bool, [State; 10]), State>,
    compiled: HashMap<(String, bool), State>,
}

impl Automata {
    pub(super) fn step(&self, state: State, digit: usize) -> State {
        if state == DEAD || state == HIT { state } else { self.states[state as usize].1[digit] }
    }

    /// Whether the digits so far match as a whole.
    pub(super) fn accepts(&self, state: State) -> bool {
        state != DEAD && state != HIT && self.states[state as usize].0
    }

    /// The first state of a pattern that must match as a whole.
    pub(super) fn whole(&mut self, pattern: &str) -> Result<State, String> {
        self.compile(pattern, false)
    }

    /// The first state of a pattern that may match a beginning. `$` is taken as met: the state
    /// says that a match is possible.
    pub(super) fn prefix(&mut self, pattern: &str) -> Result<State, String> {
        self.compile(pattern, true)
    }

    fn compile(&mut self, pattern: &str, prefix: bool) -> Result<State, String> {
        let key = (pattern.to_string(), prefix);
        if let Some(state) = self.compiled.get(&key) {
            return Ok(*state);
        }
        if self.states.is_empty() {
            self.states.push((false, [DEAD; 10]));
        }
        let mut nfa = Nfa::default();
        let start = nfa.state();
        let accept = nfa.build(&parse(pattern)?, start);
        let first = nfa.closure(&BTreeSet::from([start]));
        let state = self.determine(&nfa, accept, &first, prefix, true, &mut HashMap::new());
        self.compiled.insert(key, state);
        Ok(state)
    }

    fn determine(
        &mut self,
        nfa: &Nfa,
        accept: usize,
        set: &BTreeSet<usize>,
        prefix: bool,
        first: bool,
        known: &mut HashMap<BTreeSet<usize>, State>,
    ) -> State {
        if let Some(state) = known.get(set) {
            return *state;
        }
        let accepts = set.contains(&accept);
        if prefix && accepts && !first {
            return HIT;
        }
        let mut next = [DEAD; 10];
        for (digit, next) in next.iter_mut().enumerate() {
            let to: BTreeSet<usize> = set
                .iter()
                .filter_map(|state| nfa.digit[*state])
                .filter(|(digits, _)| digits >> digit & 1 == 1)
                .map(|(_, to)| to)
                .collect();
            if !to.is_empty() {
                *next = self.determine(nfa, accept, &nfa.closure(&to), prefix, false, known);
            }
        }
        let state = self.intern((accepts && !prefix, next));
        if !first {
            known.insert(set.clone(), state);
        }
        state
    }

    fn intern(&mut self, state: (bool, [State; 10])) -> State {
        if state == (false, [DEAD; 10]) {
            return DEAD;
        }
        *self.index.entry(state).or_insert_with(|| {
            self.states.push(state);
            (self.states.len() - 1) as State
        })
    }
}

#[derive(Default)]
struct Nfa {
    /// What a state takes, and where it leads; at most one.
    digit: Vec<Option<(u16, usize)>>,
    empty: Vec<Vec<usize>>,
}

impl Nfa {
    fn state(&mut self) -> usize {
        self.digit.push(None);
        self.empty.push(Vec::new());
        self.digit.len() - 1
    }

    /// Adds `node` behind `from` and returns the state at its end.
    fn build(&mut self, node: &Node, from: usize) -> usize {
        match node {
            Node::Digit(set) => {
                let (take, end) = (self.state(), self.state());
                self.empty[from].push(take);
                self.digit[take] = Some((*set, end));
                end
            }
            Node::Sequence(all) => all.iter().fold(from, |at, node| self.build(node, at)),
            Node::Alternatives(all) => {
                let end = self.state();
                for node in all {
                    let at = self.build(node, from);
                    self.empty[at].push(end);
                }
                end
            }
            Node::Repeat(node, min, max) => {
                let mut at = (0..*min).fold(from, |at, _| self.build(node, at));
                let end = self.state();
                for _ in *min..*max {
                    self.empty[at].push(end);
                    at = self.build(node, at);
                }
                self.empty[at].push(end);
                end
            }
            Node::Capture(node) => self.build(node, from),
            Node::End => from,
        }
    }

    fn closure(&self, set: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut seen = set.clone();
        let mut todo: Vec<usize> = set.iter().copied().collect();
        while let Some(state) = todo.pop() {
            for next in &self.empty[state] {
                if seen.insert(*next) {
                    todo.push(*next);
                }
            }
        }
        seen
    }
}
