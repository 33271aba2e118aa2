//! The count path does not allocate: each allocation costs as much as the count.

#![allow(unsafe_code)] // a global allocator is unsafe to write; this one only counts
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use septet::segment::Boundary;
use septet::{Languages, TextOptions};

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes to `System` with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's contract is the one of `System`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: `pointer` came from `System` with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.with(Cell::get);
    work();
    ALLOCATIONS.with(Cell::get) - before
}

#[test]
fn counting_and_cutting_allocate_nothing() {
    let texts = [
        String::new(),
        "Your code is 123456".repeat(3),
        "{}".repeat(400),
        "e\u{301}".repeat(300),
        "नमस्ते दुनिया क्षि ".repeat(40),
        "😀👨‍👩‍👧🇺🇸".repeat(60),
        "ığüşç ".repeat(50),
        format!("a{}", "\u{301}".repeat(2000)),
    ];
    for languages in [Languages::NONE, Languages::ALL] {
        for boundary in [Boundary::Grapheme, Boundary::Scalar] {
            let options = TextOptions { languages, boundary, ..TextOptions::default() };
            for text in &texts {
                let mut units = 0;
                let count = allocations(|| {
                    units += septet::count(text, &options).unwrap().units;
                    units += septet::inspect(text, &options).unwrap().units;
                    units +=
                        septet::split(text, &options).unwrap().iter().map(|s| s.units).sum::<u32>();
                    units += septet::offending(text, &options).count() as u32;
                });
                assert_eq!(count, 0, "{languages:?} {boundary:?}");
                assert!(text.is_empty() || units > 0);
            }
        }
    }
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 1);
}
