//! Columns and tables across the Arrow C Data Interface, for the bindings.

// The structs are C's: their layout and who releases them is Arrow's contract.
#![allow(unsafe_code)]

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type, to_ffi};
use arrow_array::{Array, ArrayRef, make_array};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, Field};
use septet::{Error, ErrorKind};

use crate::column::damaged;

/// Takes an array that came with a schema. The lengths of its buffers are checked here, their
/// content where it is read.
///
/// # Errors
/// `arrow_data` for one that was released, or that is not what its schema says.
///
/// # Safety
/// The array is the schema's, and its pointers lead to what Arrow's C Data Interface says.
pub unsafe fn import(array: FFI_ArrowArray, schema: &FFI_ArrowSchema) -> Result<ArrayRef, Error> {
    if array.is_released() {
        return Err(Error::new(ErrorKind::ArrowData, "the array was already used up"));
    }
    let field = Field::try_from(schema).map_err(damaged)?;
    // SAFETY: as the caller of this function promises.
    let data = unsafe { from_ffi_and_data_type(array, field.data_type().clone()) };
    let data = data.map_err(damaged)?;
    validate(&data).map_err(damaged)?;
    Ok(make_array(data))
}

/// An array and its schema, for another library.
///
/// # Errors
/// `arrow_data` for a type that C has no word for.
pub fn export(array: &dyn Array) -> Result<(FFI_ArrowArray, FFI_ArrowSchema), Error> {
    to_ffi(&array.to_data()).map_err(damaged)
}

fn validate(data: &ArrayData) -> Result<(), ArrowError> {
    data.validate()?;
    data.child_data().iter().try_for_each(validate)
}
