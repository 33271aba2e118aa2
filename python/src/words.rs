//! Words of fixed lists: Python sees members of enums.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use septet::cost::RowVerdict;
use septet::preflight::FindingCode;
use septet::preflight::audit::Reason;

/// One enum, looked up once.
pub(crate) struct Words {
    module: &'static str,
    name: &'static str,
    class: PyOnceLock<Py<PyAny>>,
}

impl Words {
    /// An enum of `septet._words`.
    const fn new(name: &'static str) -> Words {
        Words { module: "septet._words", name, class: PyOnceLock::new() }
    }

    /// An enum of `septet._status_words`, which is made from the engine's lists.
    const fn of_status(name: &'static str) -> Words {
        Words { module: "septet._status_words", name, class: PyOnceLock::new() }
    }

    /// The member for a word of the engine.
    pub(crate) fn member<'py>(&self, py: Python<'py>, word: &str) -> PyResult<Bound<'py, PyAny>> {
        self.class.import(py, self.module, self.name)?.call1((word,))
    }
}

pub(crate) static NUMBER_KIND: Words = Words::new("NumberKind");
pub(crate) static POSSIBLE: Words = Words::new("Possible");
pub(crate) static SMS_REACH: Words = Words::new("SmsReach");
pub(crate) static BILLING_RISK: Words = Words::new("BillingRisk");
pub(crate) static SHORT_NUMBER_COST: Words = Words::new("ShortNumberCost");
pub(crate) static SENDER_KIND: Words = Words::new("SenderKind");
pub(crate) static ENCODING: Words = Words::new("Encoding");
pub(crate) static ENCODING_REASON: Words = Words::new("EncodingReason");
pub(crate) static SCOPE: Words = Words::of_status("Scope");
pub(crate) static STATE: Words = Words::of_status("State");
pub(crate) static CAUSE: Words = Words::of_status("Cause");
pub(crate) static RETRY: Words = Words::of_status("Retry");
pub(crate) static ACTOR: Words = Words::of_status("Actor");
pub(crate) static BILLABLE: Words = Words::of_status("Billable");
pub(crate) static CERTAINTY: Words = Words::of_status("Certainty");
pub(crate) static SENDER_SUPPORT: Words = Words::new("SenderSupport");
pub(crate) static DELIVERY_REPORTS: Words = Words::new("DeliveryReports");
pub(crate) static SENDER_VERDICT: Words = Words::new("SenderVerdict");
pub(crate) static ROW_STATUS: Words = Words::new("RowStatus");
pub(crate) static FINDING_CODE: Words = Words::of_status("FindingCode");

/// A list of words of the engine: (word, meaning).
type List = Vec<(&'static str, &'static str)>;

/// The words of the enums in `septet._status_words`, for the test that makes that file.
#[pyfunction]
pub(crate) fn word_lists() -> Vec<(&'static str, &'static str, List)> {
    macro_rules! list {
        ($name:ident, $doc:literal) => {
            (
                stringify!($name),
                $doc,
                septet::status::$name::ALL.iter().map(|w| (w.as_str(), w.meaning())).collect(),
            )
        };
    }
    vec![
        list!(State, "What is known of a message."),
        list!(Cause, "Why it came to that state."),
        list!(Retry, "Whether the same may be tried again."),
        list!(Actor, "Who must act."),
        list!(Billable, "Whether the vendor charges for it."),
        list!(Certainty, "Whether a reading may be relied upon."),
        list!(Scope, "What an answer speaks about."),
        (
            "FindingCode",
            "What a message or a campaign can be found to be.",
            FindingCode::ALL.iter().map(|code| (code.as_str(), code.condition())).collect(),
        ),
        (
            "AuditReason",
            "Why a bill differs from what was expected.",
            Reason::ALL.iter().map(|reason| (reason.as_str(), reason.sentence())).collect(),
        ),
        (
            "RowVerdict",
            "Whether a row of a rate card counts for a message, and if not, why.",
            RowVerdict::ALL.iter().map(|verdict| (verdict.as_str(), verdict.meaning())).collect(),
        ),
    ]
}
