//! The automaton of all calling codes: digits in, libphonenumber's verdict out.
//!
//! Per calling code the automata of all patterns of all its regions are walked at once; at each
//! (states, length) the verdict is computed by libphonenumber's rules. Equal subtrees are shared
//! bottom-up. Where only the length still matters, a node gives way to a row of verdicts by length,
//! so that a walk ends after 3 to 9 digits.

use std::collections::HashMap;

use super::metadata::{Description, KINDS, Metadata, Region};
use super::pattern::{Automata, DEAD, HIT, State};
use crate::Output;

/// Most digits of an E.164 number, and of any number that libphonenumber parses.
const E164_DIGITS: usize = 15;
const MAX_DIGITS: usize = 20;

/// A verdict, as `septet::number` reads it: see `Label` there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Verdict {
    calling_code: u16,
    region: [u8; 2],
    kind: u8,
    possible: u8,
    error: u8,
    flags: u8,
}

const UNKNOWN: u8 = 99;
const NO_REGION: [u8; 2] = *b"--";
const INVALID_COUNTRY_CODE: u8 = 2;
const TOO_SHORT_NSN: u8 = 4;
const TOO_LONG: u8 = 5;
/// A national prefix may have to be dropped.
const PREFIX: u8 = 1;

impl Verdict {
    const fn error(error: u8) -> Verdict {
        Verdict { calling_code: 0, region: NO_REGION, kind: UNKNOWN, possible: 0, error, flags: 0 }
    }
}

type Id = u32;

/// The shared tree of verdicts. A node's verdict is that of the digits so far.
#[derive(Default)]
struct Tree {
    nodes: Vec<(u16, Option<[Id; 10]>)>,
    index: HashMap<(u16, Option<[Id; 10]>), Id>,
    labels: Vec<Verdict>,
    label_index: HashMap<Verdict, u16>,
}

impl Tree {
    fn label(&mut self, verdict: Verdict) -> u16 {
        *self.label_index.entry(verdict).or_insert_with(|| {
            self.labels.push(verdict);
            (self.labels.len() - 1) as u16
        })
    }

    fn node(&mut self, label: u16, children: Option<[Id; 10]>) -> Id {
        *self.index.entry((label, children)).or_insert_with(|| {
            self.nodes.push((label, children));
            (self.nodes.len() - 1) as Id
        })
    }
}

/// One of the two automata: verdicts for numbers of `min` to `max` digits. Shorter ones are not
/// asked for and get label 0.
struct Span {
    min: usize,
    max: usize,
}

/// A description with its pattern's first state among those walked at once.
struct Slot<'a> {
    at: usize,
    description: &'a Description,
}

impl Slot<'_> {
    fn matches(&self, automata: &Automata, states: &[State], len: usize) -> bool {
        let lengths = &self.description.lengths;
        (lengths.is_empty() || lengths.contains(&len)) && automata.accepts(states[self.at])
    }
}

struct Plan<'a> {
    region: &'a Region,
    general: Slot<'a>,
    kinds: Vec<(u8, Slot<'a>)>,
    fixed: Option<Slot<'a>>,
    mobile: Option<Slot<'a>>,
    leading: Option<usize>,
}

impl Plan<'_> {
    /// libphonenumber's number_type: `UNKNOWN` unless the general pattern matches.
    fn kind(&self, automata: &Automata, states: &[State], len: usize) -> u8 {
        let is = |slot: &Slot<'_>| slot.matches(automata, states, len);
        if !is(&self.general) {
            return UNKNOWN;
        }
        if let Some((kind, _)) = self.kinds.iter().find(|(_, slot)| is(slot)) {
            return *kind;
        }
        match (self.fixed.as_ref().is_some_and(is), self.mobile.as_ref().is_some_and(is)) {
            (true, true) => 2,
            (true, false) => 0,
            (false, true) => 1,
            (false, false) => UNKNOWN,
        }
    }
}

/// All that is walked for one calling code.
struct Code<'a> {
    calling_code: u16,
    digits: usize,
    plans: Vec<Plan<'a>>,
    start: Vec<State>,
    prefix: Option<usize>,
}

impl<'a> Code<'a> {
    fn new(
        calling_code: u16,
        regions: Vec<&'a Region>,
        automata: &mut Automata,
    ) -> Result<Code<'a>, String> {
        let mut start = Vec::new();
        let mut push = |state: State| {
            start.push(state);
            start.len() - 1
        };
        let national = regions[0].national_prefix.as_str();
        let prefix = match national {
            "" => None,
            pattern => Some(push(automata.prefix(pattern)?)),
        };
        let mut plans = Vec::new();
        for region in regions {
            let mut slot = |name: &str| match region.description(name) {
                None => Ok(None),
                Some(description) => automata
                    .whole(&description.pattern)
                    .map(|state| Some(Slot { at: push(state), description })),
            };
            let general = slot("general_desc")?.ok_or("a region without general_desc")?;
            let mut kinds = Vec::new();
            for (name, kind) in KINDS {
                if let Some(slot) = slot(name)? {
                    kinds.push((*kind, slot));
                }
            }
            let (fixed, mobile) = (slot("fixed_line")?, slot("mobile")?);
            let leading = match region.leading_digits.as_str() {
                "" => None,
                pattern => Some(push(automata.prefix(pattern)?)),
            };
            plans.push(Plan { region, general, kinds, fixed, mobile, leading });
        }
        let digits = calling_code.to_string().len();
        Ok(Code { calling_code, digits, plans, start, prefix })
    }

    /// The verdict on `len` national digits that led to `states`.
    fn verdict(&self, automata: &Automata, states: &[State], len: usize) -> Verdict {
        if len < 2 {
            return Verdict::error(TOO_SHORT_NSN);
        }
        if len > 17 {
            return Verdict::error(TOO_LONG);
        }
        // a code's only region is its region even for numbers that are not valid
        let plan = if self.plans.len() == 1 {
            self.plans.first()
        } else {
            self.plans.iter().find(|plan| match plan.leading {
                Some(leading) => states[leading] == HIT,
                None => plan.kind(automata, states, len) != UNKNOWN,
            })
        };
        let main = &self.plans[0];
        let has_prefix = self.prefix.is_some_and(|prefix| states[prefix] == HIT);
        Verdict {
            calling_code: self.calling_code,
            region: plan.map_or(NO_REGION, |plan| region_bytes(&plan.region.code)),
            kind: plan.map_or(UNKNOWN, |plan| plan.kind(automata, states, len)),
            possible: possible(main.general.description, len),
            error: 0,
            flags: if has_prefix { PREFIX } else { 0 },
        }
    }

    fn walk(
        &self,
        automata: &Automata,
        tree: &mut Tree,
        span: &Span,
        states: Vec<State>,
        len: usize,
        known: &mut HashMap<(Vec<State>, usize), Id>,
    ) -> Id {
        let key = (states, len);
        if let Some(id) = known.get(&key) {
            return *id;
        }
        let states = &key.0;
        let total = self.digits + len;
        let label =
            if total < span.min { 0 } else { tree.label(self.verdict(automata, states, len)) };
        let mut children = None;
        if total < span.max {
            let mut next = [0; 10];
            for (digit, next) in next.iter_mut().enumerate() {
                let states = states.iter().map(|state| automata.step(*state, digit)).collect();
                *next = self.walk(automata, tree, span, states, len + 1, known);
            }
            children = Some(next);
        }
        let id = tree.node(label, children);
        known.insert(key, id);
        id
    }
}

pub(super) fn region_bytes(code: &str) -> [u8; 2] {
    match code.as_bytes() {
        [a, b] => [*a, *b],
        _ => *b"00", // 001, the world
    }
}

/// `septet::number::Possible`: the length against the main region's general description.
fn possible(general: &Description, len: usize) -> u8 {
    let (lengths, local) = (&general.lengths, &general.local_lengths);
    if local.contains(&len) {
        4
    } else if lengths.contains(&len) {
        0
    } else if lengths.first().is_some_and(|first| len < *first) {
        1
    } else if lengths.last().is_some_and(|last| len > *last) {
        3
    } else {
        2
    }
}

/// Builds the tree for one span and returns its root.
fn build(
    metadata: &Metadata,
    automata: &mut Automata,
    tree: &mut Tree,
    span: &Span,
) -> Result<Id, String> {
    let mut roots = HashMap::new();
    let mut regions = metadata.regions.iter();
    for (calling_code, codes) in &metadata.codes {
        let regions: Vec<&Region> = regions.by_ref().take(codes.len()).collect();
        let code = Code::new(*calling_code, regions, automata)?;
        let start = code.start.clone();
        let root = code.walk(automata, tree, span, start, 0, &mut HashMap::new());
        roots.insert(calling_code.to_string(), root);
    }
    Ok(above(tree, span, &roots, &mut String::new()))
}

/// The nodes above the calling codes, and those of codes that are not assigned.
fn above(tree: &mut Tree, span: &Span, roots: &HashMap<String, Id>, digits: &mut String) -> Id {
    if let Some(root) = roots.get(digits) {
        return *root;
    }
    if digits.len() == 3 || digits.starts_with('0') {
        return unassigned(tree, span, digits.len());
    }
    let mut children = [0; 10];
    for (digit, child) in children.iter_mut().enumerate() {
        digits.push(char::from(b'0' + digit as u8));
        *child = above(tree, span, roots, digits);
        digits.pop();
    }
    tree.node(0, Some(children))
}

fn unassigned(tree: &mut Tree, span: &Span, len: usize) -> Id {
    let label = if len < span.min { 0 } else { tree.label(Verdict::error(INVALID_COUNTRY_CODE)) };
    let children = (len < span.max).then(|| [unassigned(tree, span, len + 1); 10]);
    tree.node(label, children)
}

const NODE_WORDS: usize = 12;
const NODE_STEP: usize = NODE_WORDS / 4;
/// Where a node says where its labels are, and where it leads to itself.
const LABELS: usize = 10;
const END: usize = 11;

/// The tree as tables.
///
/// A node is 12 words, of which 0 to 9 lead on, and 11 leads to the node itself. References to nodes
/// count groups of 4 words, so that a reference needs no multiplication to become an address. The
/// label of `n` digits that end in a node stands at `rows[node[10] + n]`. Where nothing but the
/// number of digits matters, all words lead to the node itself.
struct Tables {
    nodes: Vec<[u16; NODE_WORDS]>,
    rows: Vec<u16>,
    /// References by the first three digits, four bits each; 0 where a digit is over 9.
    first: Vec<u16>,
}

fn tables(tree: &Tree, root: Id, span: &Span) -> Result<Tables, String> {
    let mut profiles = HashMap::new();
    let mut firsts = vec![root];
    for _ in 0..3 {
        firsts =
            firsts.iter().flat_map(|id| tree.nodes[*id as usize].1.unwrap_or([*id; 10])).collect();
    }
    // breadth first, so that the nodes of one depth lie together
    let (mut order, mut leaves, mut depth) = (Vec::new(), Vec::new(), 3);
    let mut level = firsts.clone();
    let mut depths = HashMap::new();
    while !level.is_empty() {
        let mut next = Vec::new();
        for id in level {
            if let Some(at) = depths.insert(id, depth) {
                if at != depth {
                    return Err("a node at two depths".into());
                }
                continue;
            }
            match (profile(tree, id, &mut profiles), tree.nodes[id as usize].1) {
                (None, Some(children)) => {
                    order.push(id);
                    next.extend(children);
                }
                _ => leaves.push(id),
            }
        }
        (level, depth) = (next, depth + 1);
    }
    let mut rows: Vec<u16> = vec![0; span.max + 1];
    let mut references: HashMap<Id, usize> =
        order.iter().enumerate().map(|(i, id)| (*id, NODE_STEP * i)).collect();
    leaves.sort_by_key(|id| std::cmp::Reverse(span.max - depths[id]));
    // where the labels of each leaf begin, counted from no digit; equal leaves are one
    let (mut begins, mut leaf_of_begin) = (Vec::new(), HashMap::new());
    for id in leaves {
        let profile = profiles[&id].as_deref().unwrap_or_default();
        let begin = place(&mut rows, profile, depths[&id]);
        let leaf = *leaf_of_begin.entry(begin).or_insert_with(|| {
            begins.push(begin);
            begins.len() - 1
        });
        references.insert(id, NODE_STEP * (order.len() + leaf));
    }
    let mut nodes = Vec::new();
    for id in &order {
        let (label, children) = tree.nodes[*id as usize];
        let mut node = [0; NODE_WORDS];
        for (word, child) in node.iter_mut().zip(children.unwrap_or_default()) {
            *word = references[&child] as u16;
        }
        node[LABELS] = place(&mut rows, &[label], depths[id]) as u16;
        node[END] = references[id] as u16;
        nodes.push(node);
    }
    for begin in begins {
        let mut leaf = [(NODE_STEP * nodes.len()) as u16; NODE_WORDS];
        leaf[LABELS] = begin as u16;
        nodes.push(leaf);
    }
    if (NODE_STEP * nodes.len()).max(rows.len()) > usize::from(u16::MAX) {
        return Err("more nodes or labels than 16 bits can name".into());
    }
    let mut first = vec![0; 0x99A];
    for (i, id) in firsts.iter().enumerate() {
        first[((i / 100) << 8) | ((i / 10 % 10) << 4) | (i % 10)] = references[id] as u16;
    }
    Ok(Tables { nodes, rows, first })
}

/// Where labels stand in the rows, less the number of digits that the first of them is for; what is
/// there already is used again.
fn place(rows: &mut Vec<u16>, labels: &[u16], digits: usize) -> usize {
    let mut places = digits..=rows.len() - labels.len();
    let found = places.find(|at| rows[*at..].starts_with(labels));
    let at = found.unwrap_or_else(|| {
        // share the end of what is there with the beginning of the new
        let shared = (0..labels.len()).rev().find(|n| rows.ends_with(&labels[..*n])).unwrap_or(0);
        rows.extend(&labels[shared..]);
        rows.len() - labels.len()
    });
    at - digits
}

/// The labels by length from here on, where nothing but the length matters.
fn profile<'a>(
    tree: &Tree,
    id: Id,
    known: &'a mut HashMap<Id, Option<Vec<u16>>>,
) -> Option<&'a Vec<u16>> {
    if !known.contains_key(&id) {
        let (label, children) = tree.nodes[id as usize];
        let profile = match children {
            None => Some(vec![label]),
            Some(children) if children.iter().all(|child| *child == children[0]) => {
                profile(tree, children[0], known)
                    .map(|rest| [label].iter().chain(rest).copied().collect())
            }
            Some(_) => None,
        };
        known.insert(id, profile);
    }
    known.get(&id).and_then(Option::as_ref)
}

pub(super) fn generate(metadata: &Metadata) -> Result<Vec<Output>, String> {
    let mut automata = Automata::default();
    let mut tree = Tree::default();
    tree.label(Verdict::error(INVALID_COUNTRY_CODE)); // label 0 is never a number's
    debug_assert_ne!(DEAD, HIT);
    let mut outputs = Vec::new();
    for (name, span) in [
        ("e164", Span { min: 3, max: E164_DIGITS }),
        ("long", Span { min: E164_DIGITS + 1, max: MAX_DIGITS }),
    ] {
        let root = build(metadata, &mut automata, &mut tree, &span)?;
        let Tables { nodes, rows, first } = tables(&tree, root, &span)?;
        let path = |table: &str| -> &'static str {
            format!("src/number/tables/{name}_{table}.bin").leak()
        };
        outputs.push(Output { path: path("nodes"), contents: words(nodes.as_flattened()) });
        outputs.push(Output { path: path("rows"), contents: words(&rows) });
        outputs.push(Output { path: path("first"), contents: words(&first) });
    }
    let mut labels = Vec::new();
    for label in &tree.labels {
        labels.extend(label.calling_code.to_le_bytes());
        labels.extend(label.region);
        labels.extend([label.kind, label.possible, label.error, label.flags]);
    }
    outputs.push(Output { path: "src/number/tables/labels.bin", contents: labels });
    Ok(outputs)
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}
