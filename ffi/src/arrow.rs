//! Columns through the Arrow C Data Interface.

use core::ffi::c_char;
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::{ArrayRef, StructArray};
use septet_arrow::{ColumnNames, Kernel, Pass, export, import};

use crate::error::{septet_error, septet_result};
use crate::guard::guard;
use crate::pointer::{self, Out};
use crate::preflight::septet_preflight;
use crate::text::septet_text_options;

/// The struct of the Arrow C Data Interface, as arrow/c/abi.h or nanoarrow.h define it.
pub struct ArrowArray {
    _of_arrow: (),
}

/// The struct of the Arrow C Data Interface, as arrow/c/abi.h or nanoarrow.h define it.
pub struct ArrowSchema {
    _of_arrow: (),
}

/// Counts each text of an Arrow column: strings with offsets of 32 or 64 bits, string views, a
/// dictionary of these (each value once) or nulls. Of a table (a struct array) `column` names the
/// column; (NULL, 0) where there is one only.
///
/// The result is a struct array of as many rows: encoding (utf8), units and segments (int32),
/// locking and single (int8, the language tables), error (utf8: a word such as "too_many_segments",
/// null where the text has none). A row that fails stops no other; a null gives nulls.
///
/// Ownership: `array` is used up, also on error: its release callback is NULL afterwards. `result`
/// and `result_schema` are the caller's structs, overwritten; release both by their callbacks.
/// Errors: column_type, column_missing, arrow_data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_count_arrow(
    array: *mut ArrowArray,
    schema: *const ArrowSchema,
    column: *const c_char,
    column_len: usize,
    options: *const septet_text_options,
    result: *mut ArrowArray,
    result_schema: *mut ArrowSchema,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let call = unsafe { Call::new(array, schema, result, result_schema) }?;
        let options = unsafe { crate::text::options(options) }?;
        let column = unsafe { pointer::text("column", column, column_len) }?;
        call.compute(Kernel::Count(options, some(column)))
    })
}

/// Reads each phone number of an Arrow column; `region` and `flags` as for septet_number_parse,
/// columns and ownership as for septet_count_arrow.
///
/// The result: e164 (utf8), key (int64), valid (bool), possible, region and kind (utf8),
/// calling_code (int16), error (utf8). Errors: those of septet_count_arrow; invalid_option for a
/// region or flags that do not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_number_arrow(
    array: *mut ArrowArray,
    schema: *const ArrowSchema,
    column: *const c_char,
    column_len: usize,
    region: *const c_char,
    region_len: usize,
    flags: u32,
    result: *mut ArrowArray,
    result_schema: *mut ArrowSchema,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let call = unsafe { Call::new(array, schema, result, result_schema) }?;
        let options = unsafe { crate::number::options(region, region_len, flags) }?;
        let column = unsafe { pointer::text("column", column, column_len) }?;
        call.compute(Kernel::Numbers(options, some(column)))
    })
}

/// Judges each message of an Arrow table: a struct array with the columns to and text, and perhaps
/// from, country, mcc, mnc, time, card (its id). A null is an empty field. Each call begins anew:
/// volume tiers count from 0.
///
/// The result: status, number (the recipient in full), country, encoding (utf8), units, segments
/// (int32), sender, rate, currency (utf8), cost, cost_min, cost_max (decimal128(38, 9), null
/// without a cost), findings (list of utf8), error (utf8).
///
/// Ownership: as for septet_count_arrow. Errors: column_type, column_missing, arrow_data; overflow
/// for more than 5,000,000 rows at once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_preflight_arrow(
    preflight: *const septet_preflight,
    array: *mut ArrowArray,
    schema: *const ArrowSchema,
    result: *mut ArrowArray,
    result_schema: *mut ArrowSchema,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let call = unsafe { Call::new(array, schema, result, result_schema) }?;
        let preflight = &unsafe { pointer::reference("preflight", preflight) }?.preflight;
        let pass = Pass::new(Arc::clone(preflight), ColumnNames::default())?;
        call.compute(Kernel::Preflight(Box::new(pass)))
    })
}

/// The pointers that every function here takes.
pub(crate) struct Call<'a> {
    array: FFI_ArrowArray,
    schema: &'a FFI_ArrowSchema,
    result: Out<FFI_ArrowArray>,
    result_schema: Out<FFI_ArrowSchema>,
}

impl<'a> Call<'a> {
    /// Takes the array over: whatever happens now, it is released once.
    ///
    /// # Safety
    /// The four pointers lead to structs of the Arrow C Data Interface, the last two to room for
    /// one; nobody else uses them during the call.
    pub(crate) unsafe fn new(
        array: *mut ArrowArray,
        schema: *const ArrowSchema,
        result: *mut ArrowArray,
        result_schema: *mut ArrowSchema,
    ) -> Result<Call<'a>, septet::Error> {
        let array = array.cast::<FFI_ArrowArray>();
        pointer::check("array", array)?;
        // SAFETY: checked, and as the caller of this function promises.
        let array = unsafe { FFI_ArrowArray::from_raw(array) };
        Ok(Call {
            array,
            schema: unsafe { pointer::reference("schema", schema.cast()) }?,
            result: unsafe { Out::new("result", result.cast()) }?,
            result_schema: unsafe { Out::new("result_schema", result_schema.cast()) }?,
        })
    }

    fn compute(self, mut kernel: Kernel) -> Result<(), septet::Error> {
        self.run(|array| Ok(StructArray::from(kernel.compute(array)?)))
    }

    /// Gives the caller what is found of the array.
    pub(crate) fn run(
        self,
        find: impl FnOnce(&ArrayRef) -> Result<StructArray, septet::Error>,
    ) -> Result<(), septet::Error> {
        // SAFETY: the caller of the C function promises that array and schema belong together.
        let array = unsafe { import(self.array, self.schema) }?;
        let (array, schema) = export(&find(&array)?)?;
        self.result.write(array);
        self.result_schema.write(schema);
        Ok(())
    }
}

fn some(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| name.to_owned())
}
