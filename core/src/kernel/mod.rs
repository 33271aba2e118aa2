//! The few loops that decide the speed, each in several forms with equal results: portable safe
//! code, AVX2 and AVX-512.
//!
//! A [`Path`] names a form that this machine can run; holding one is the proof. Arithmetic
//! intrinsics are safe inside a function that enables their features, and bytes become vectors by
//! `bytemuck`, so the only `unsafe` is one call per kernel, in the `match` that follows the path.
//! Not part of the stable interface: tests and benches use it to run every form on one machine.

mod count;
mod pack;
mod reach;
mod tables;
mod text;

pub use count::{Offset, TextCounts, count, count_rows};
pub use pack::{pack, unpack};
pub use reach::reach;
pub use text::{Stop, encode_septets, encode_ucs2};

/// A form of the kernels that this machine can run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Path(Form);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Portable,
    #[cfg(all(target_arch = "x86_64", feature = "std"))]
    Avx2,
    #[cfg(all(target_arch = "x86_64", feature = "std"))]
    Avx512,
}

impl Path {
    /// Safe code for any machine.
    pub const PORTABLE: Path = Path(Form::Portable);

    fn detect() -> Path {
        Path::avx512().or_else(Path::avx2).unwrap_or(Path::PORTABLE)
    }

    /// Every form that runs here, the slowest first.
    pub fn all() -> impl Iterator<Item = Path> {
        [Some(Path::PORTABLE), Path::avx2(), Path::avx512()].into_iter().flatten()
    }

    /// `portable`, `avx2` or `avx512`.
    pub const fn name(self) -> &'static str {
        match self.0 {
            Form::Portable => "portable",
            #[cfg(all(target_arch = "x86_64", feature = "std"))]
            Form::Avx2 => "avx2",
            #[cfg(all(target_arch = "x86_64", feature = "std"))]
            Form::Avx512 => "avx512",
        }
    }
}

#[cfg(all(target_arch = "x86_64", feature = "std"))]
impl Path {
    /// The fastest form here: asked once, since the eight questions take as long as 50 bytes.
    #[inline]
    pub fn best() -> Path {
        use core::sync::atomic::{AtomicU8, Ordering};

        static BEST: AtomicU8 = AtomicU8::new(0);
        match BEST.load(Ordering::Relaxed) {
            1 => Path(Form::Portable),
            2 => Path(Form::Avx2),
            3 => Path(Form::Avx512),
            _ => {
                let best = Path::detect();
                BEST.store(1 + best.0 as u8, Ordering::Relaxed);
                best
            }
        }
    }

    fn avx2() -> Option<Path> {
        (std::is_x86_feature_detected!("avx2")
            && std::is_x86_feature_detected!("bmi1")
            && std::is_x86_feature_detected!("bmi2")
            && std::is_x86_feature_detected!("lzcnt")
            && std::is_x86_feature_detected!("popcnt"))
        .then_some(Path(Form::Avx2))
    }

    fn avx512() -> Option<Path> {
        (Path::avx2().is_some()
            && std::is_x86_feature_detected!("avx512f")
            && std::is_x86_feature_detected!("avx512bw")
            && std::is_x86_feature_detected!("avx512vl"))
        .then_some(Path(Form::Avx512))
    }
}

#[cfg(not(all(target_arch = "x86_64", feature = "std")))]
impl Path {
    /// The fastest form here.
    pub fn best() -> Path {
        Path::detect()
    }

    fn avx2() -> Option<Path> {
        None
    }

    fn avx512() -> Option<Path> {
        None
    }
}
