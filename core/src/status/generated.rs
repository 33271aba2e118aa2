//! BEGIN GENERATED CODE. DO NOT EDIT: `cargo run -p septet-gen` makes it from
//! core/data/taxonomy.json.

use crate::status::outcome::{CauseFacts, StateFacts};
use crate::status::words::words;

words! {
    /// What is known of a message.
    pub enum State {
        /// Nothing can be said about the message: unlisted code, unreadable body, or the vendor itself says unknown.
        Unknown = 0, "unknown";
        /// Vendor took the request; nothing handed to a carrier yet.
        Accepted = 1, "accepted";
        /// Vendor holds the message for a later time on purpose.
        Scheduled = 2, "scheduled";
        /// Vendor or SMSC holds the message and will try / is retrying.
        Queued = 3, "queued";
        /// Handed to the next hop (carrier/SMSC), no delivery report yet; en route.
        Sent = 4, "sent";
        /// Verdict over several: some recipients or parts went, some did not; details must be fetched.
        Partial = 5, "partial";
        /// Failed, vendor does not say at which stage.
        Failed = 6, "failed";
        /// Vendor deliberately did not send.
        Skipped = 7, "skipped";
        /// Cancelled or deleted by sender, vendor or SMSC.
        Deleted = 8, "deleted";
        /// Validity period ran out.
        Expired = 9, "expired";
        /// Network tried and gave up.
        Undeliverable = 10, "undeliverable";
        /// Refused before any delivery attempt (vendor, SMSC or carrier).
        Rejected = 11, "rejected";
        /// Handset (or the last hop able to report) confirmed.
        Delivered = 12, "delivered";
        /// Recipient opened it (OTT channels only).
        Read = 13, "read";
        /// Code speaks about an operation (sender, OTP check, report query), not about a message.
        NotApplicable = 14, "not_applicable";
    }
}

words! {
    /// Why it came to that state.
    pub enum Cause {
        /// Cause not given or code not listed.
        Unknown = 0, "unknown";
        /// No error.
        None = 1, "none";
        /// Vendor says failed and nothing more.
        GenericFailure = 2, "generic_failure";
        /// Number malformed, wrong prefix or length.
        InvalidDestination = 10, "invalid_destination";
        /// Well-formed number that is not assigned / no longer exists.
        UnknownSubscriber = 11, "unknown_subscriber";
        /// Landline, device or subscription without SMS.
        NotSmsCapable = 12, "not_sms_capable";
        /// Handset off, out of coverage, detached, roaming gap.
        DestinationUnreachable = 13, "destination_unreachable";
        /// Handset busy with another MT SMS.
        SubscriberBusy = 14, "subscriber_busy";
        /// SIM/handset storage full.
        HandsetMemoryFull = 15, "handset_memory_full";
        /// Protocol or equipment error at the handset.
        HandsetError = 16, "handset_error";
        /// Operator barred the subscriber or device is illegal/blacklisted.
        SubscriberBarred = 17, "subscriber_barred";
        /// Recipient is on a do-not-disturb register.
        RecipientDnd = 18, "recipient_dnd";
        /// Recipient said STOP.
        RecipientOptedOut = 19, "recipient_opted_out";
        /// Number on a blacklist of operator, vendor or account.
        DestinationBlocked = 20, "destination_blocked";
        /// Account may only send to listed numbers (trial/demo).
        DestinationNotAllowed = 21, "destination_not_allowed";
        /// Prepaid recipient cannot receive or be billed.
        SubscriberNoCredit = 22, "subscriber_no_credit";
        /// Age gate at the carrier.
        AgeRestricted = 23, "age_restricted";
        /// Number portability data inconsistent.
        PortabilityError = 24, "portability_error";
        /// Recipient roams where SMS is not allowed.
        RoamingRestricted = 25, "roaming_restricted";
        /// Sender ID malformed.
        SenderInvalid = 40, "sender_invalid";
        /// Sender ID not registered/approved for account or network.
        SenderNotRegistered = 41, "sender_not_registered";
        /// Sender ID blacklisted or registration suspended.
        SenderBlocked = 42, "sender_blocked";
        /// Too many sender IDs on the account.
        SenderLimit = 43, "sender_limit";
        /// Sender ID is already active, pending, refused or absent.
        SenderState = 44, "sender_state";
        /// Spam/fraud filter.
        ContentSpam = 50, "content_spam";
        /// Content or use not allowed.
        ContentRejected = 51, "content_rejected";
        /// Free OTP sender accepts only fixed phrases.
        OtpTextNotAllowed = 52, "otp_text_not_allowed";
        /// Text matches no registered template.
        TemplateMismatch = 53, "template_mismatch";
        /// No template registered for account/sender.
        TemplateMissing = 54, "template_missing";
        /// No text.
        MessageEmpty = 55, "message_empty";
        /// Too many characters, bytes or parts.
        MessageTooLong = 56, "message_too_long";
        /// Data coding / character set refused.
        BadEncoding = 57, "bad_encoding";
        /// User data header or esm_class wrong.
        InvalidUdh = 58, "invalid_udh";
        /// Same text to same number seen already.
        DuplicateMessage = 59, "duplicate_message";
        /// Client message id reused.
        DuplicateId = 60, "duplicate_id";
        /// Auto-responder loop.
        LoopDetected = 61, "loop_detected";
        /// Mandatory field absent.
        MissingParameter = 70, "missing_parameter";
        /// Field value not acceptable.
        InvalidParameter = 71, "invalid_parameter";
        /// Recipient list over the limit.
        TooManyRecipients = 72, "too_many_recipients";
        /// Wrong HTTP method.
        MethodNotAllowed = 73, "method_not_allowed";
        /// Resource does not exist.
        NotFound = 74, "not_found";
        /// Query has no rows.
        NoData = 75, "no_data";
        /// Feature or operation not supported/enabled.
        Unsupported = 76, "unsupported";
        /// Uploaded file too big or of wrong type.
        UploadInvalid = 77, "upload_invalid";
        /// PDU/session/TLV wrong.
        ProtocolError = 78, "protocol_error";
        /// Credentials wrong or missing.
        AuthFailed = 90, "auth_failed";
        /// Credentials fine, right missing.
        PermissionDenied = 91, "permission_denied";
        /// Source IP not on the allow list.
        IpNotAllowed = 92, "ip_not_allowed";
        /// Account closed, suspended or inactive.
        AccountSuspended = 93, "account_suspended";
        /// Balance too low.
        InsufficientCredit = 94, "insufficient_credit";
        /// Prepaid credit past its validity.
        CreditExpired = 95, "credit_expired";
        /// Price above the caller's own cap.
        PriceLimit = 96, "price_limit";
        /// Volume cap of the account/campaign for a period.
        QuotaExceeded = 97, "quota_exceeded";
        /// Destination country/international not enabled.
        CountryNotEnabled = 98, "country_not_enabled";
        /// No route or gateway configured for account/destination.
        RouteMissing = 99, "route_missing";
        /// Destination network out of coverage.
        NetworkNotCovered = 100, "network_not_covered";
        /// Too many requests per time.
        RateLimited = 110, "rate_limited";
        /// Too many messages to one number per time.
        FloodFilter = 111, "flood_filter";
        /// Queue at vendor/SMSC full.
        QueueFull = 112, "queue_full";
        /// Network congestion.
        Congestion = 113, "congestion";
        /// No answer in time.
        Timeout = 114, "timeout";
        /// Carrier/SS7 fault.
        NetworkError = 115, "network_error";
        /// Fault inside the vendor.
        SystemError = 116, "system_error";
        /// Vendor down or in maintenance.
        ServiceUnavailable = 117, "service_unavailable";
        /// Not delivered within validity period.
        ValidityExpired = 118, "validity_expired";
        /// Sent, but no usable delivery report.
        NoReport = 119, "no_report";
        /// Cancelled on request.
        Cancelled = 120, "cancelled";
        /// Deleted by SMSC administration.
        DeletedByNetwork = 121, "deleted_by_network";
        /// Replaced by a newer message.
        Replaced = 122, "replaced";
        /// One-time code too old; request a new one.
        OtpExpired = 150, "otp_expired";
        /// No such one-time code.
        OtpNotFound = 151, "otp_not_found";
        /// One-time/activation code wrong.
        OtpWrong = 152, "otp_wrong";
    }
}

words! {
    /// Whether the same message may be tried again.
    pub enum Retry {
        /// Not known whether sending again can help.
        Unknown = 0, "unknown";
        /// Nothing went wrong, there is nothing to try again.
        None = 1, "none";
        /// Sending the same again fails the same.
        Never = 2, "never";
        /// The same may succeed after `backoff_s` seconds.
        Later = 3, "later";
        /// Only after `actor` has changed something.
        AfterFix = 4, "after_fix";
    }
}

words! {
    /// Who must act.
    pub enum Actor {
        /// Not known who must act.
        Unknown = 0, "unknown";
        /// Nobody.
        None = 1, "none";
        /// The program that sends: number, text or parameters.
        Caller = 2, "caller";
        /// Whoever owns the account at the vendor: credit, senders, rights.
        AccountOwner = 3, "account_owner";
        /// The vendor.
        Vendor = 4, "vendor";
        /// A network behind the vendor.
        Carrier = 5, "carrier";
        /// The person with the handset.
        Recipient = 6, "recipient";
    }
}

words! {
    /// Whether the vendor charges for it.
    pub enum Billable {
        /// The vendor does not say.
        Unknown = 0, "unknown";
        /// Not charged.
        No = 1, "no";
        /// Charged.
        Yes = 2, "yes";
    }
}

words! {
    /// Whether the outcome may be relied upon.
    pub enum Certainty {
        /// The answer, or its reading, leaves doubt.
        Uncertain = 0, "uncertain";
        /// As documented.
        Certain = 1, "certain";
    }
}

words! {
    /// What the answer speaks about.
    pub enum Scope {
        /// One message.
        Message = 0, "message";
        /// A whole request.
        Request = 1, "request";
        /// Administration of senders.
        SenderAdmin = 2, "sender_admin";
        /// Administration of templates.
        TemplateAdmin = 3, "template_admin";
        /// Check of a one-time code.
        OtpCheck = 4, "otp_check";
        /// A query of reports.
        ReportQuery = 5, "report_query";
        /// The connection.
        Session = 6, "session";
    }
}

impl State {
    /// What a row of this state means unless it says otherwise.
    #[must_use]
    pub(crate) const fn facts(self) -> StateFacts {
        match self {
            State::Unknown => StateFacts { is_final: None, success: None, rank: 1, billable: Billable::Unknown },
            State::Accepted => StateFacts { is_final: Some(false), success: None, rank: 10, billable: Billable::Unknown },
            State::Scheduled => StateFacts { is_final: Some(false), success: None, rank: 11, billable: Billable::Unknown },
            State::Queued => StateFacts { is_final: Some(false), success: None, rank: 12, billable: Billable::Unknown },
            State::Sent => StateFacts { is_final: Some(false), success: None, rank: 20, billable: Billable::Unknown },
            State::Partial => StateFacts { is_final: Some(true), success: None, rank: 30, billable: Billable::Unknown },
            State::Failed => StateFacts { is_final: Some(true), success: Some(false), rank: 40, billable: Billable::Unknown },
            State::Skipped => StateFacts { is_final: Some(true), success: Some(false), rank: 40, billable: Billable::No },
            State::Deleted => StateFacts { is_final: Some(true), success: Some(false), rank: 40, billable: Billable::Unknown },
            State::Expired => StateFacts { is_final: Some(true), success: Some(false), rank: 40, billable: Billable::Unknown },
            State::Undeliverable => StateFacts { is_final: Some(true), success: Some(false), rank: 40, billable: Billable::Unknown },
            State::Rejected => StateFacts { is_final: Some(true), success: Some(false), rank: 40, billable: Billable::No },
            State::Delivered => StateFacts { is_final: Some(true), success: Some(true), rank: 50, billable: Billable::Yes },
            State::Read => StateFacts { is_final: Some(true), success: Some(true), rank: 60, billable: Billable::Yes },
            State::NotApplicable => StateFacts { is_final: Some(true), success: None, rank: 0, billable: Billable::No },
        }
    }
}

impl Cause {
    /// What a row of this cause means unless it says otherwise.
    #[must_use]
    pub(crate) const fn facts(self) -> CauseFacts {
        match self {
            Cause::Unknown => CauseFacts { retry: Retry::Unknown, backoff_s: None, actor: Actor::Unknown },
            Cause::None => CauseFacts { retry: Retry::None, backoff_s: None, actor: Actor::None },
            Cause::GenericFailure => CauseFacts { retry: Retry::Unknown, backoff_s: None, actor: Actor::Vendor },
            Cause::InvalidDestination => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::UnknownSubscriber => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Caller },
            Cause::NotSmsCapable => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Caller },
            Cause::DestinationUnreachable => CauseFacts { retry: Retry::Later, backoff_s: Some(3600), actor: Actor::Recipient },
            Cause::SubscriberBusy => CauseFacts { retry: Retry::Later, backoff_s: Some(300), actor: Actor::Recipient },
            Cause::HandsetMemoryFull => CauseFacts { retry: Retry::Later, backoff_s: Some(3600), actor: Actor::Recipient },
            Cause::HandsetError => CauseFacts { retry: Retry::Later, backoff_s: Some(3600), actor: Actor::Recipient },
            Cause::SubscriberBarred => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Recipient },
            Cause::RecipientDnd => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Recipient },
            Cause::RecipientOptedOut => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Recipient },
            Cause::DestinationBlocked => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::DestinationNotAllowed => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::SubscriberNoCredit => CauseFacts { retry: Retry::Later, backoff_s: Some(86400), actor: Actor::Recipient },
            Cause::AgeRestricted => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Recipient },
            Cause::PortabilityError => CauseFacts { retry: Retry::Later, backoff_s: Some(86400), actor: Actor::Carrier },
            Cause::RoamingRestricted => CauseFacts { retry: Retry::Later, backoff_s: Some(86400), actor: Actor::Carrier },
            Cause::SenderInvalid => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::SenderNotRegistered => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::SenderBlocked => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::SenderLimit => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::SenderState => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::ContentSpam => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Caller },
            Cause::ContentRejected => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::OtpTextNotAllowed => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::TemplateMismatch => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::TemplateMissing => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::MessageEmpty => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::MessageTooLong => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::BadEncoding => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::InvalidUdh => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::DuplicateMessage => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Caller },
            Cause::DuplicateId => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::LoopDetected => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Caller },
            Cause::MissingParameter => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::InvalidParameter => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::TooManyRecipients => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::MethodNotAllowed => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::NotFound => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::Caller },
            Cause::NoData => CauseFacts { retry: Retry::Never, backoff_s: None, actor: Actor::None },
            Cause::Unsupported => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::UploadInvalid => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::ProtocolError => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::AuthFailed => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::PermissionDenied => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::IpNotAllowed => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::AccountSuspended => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::InsufficientCredit => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::CreditExpired => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::PriceLimit => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Caller },
            Cause::QuotaExceeded => CauseFacts { retry: Retry::Later, backoff_s: Some(3600), actor: Actor::AccountOwner },
            Cause::CountryNotEnabled => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::AccountOwner },
            Cause::RouteMissing => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Vendor },
            Cause::NetworkNotCovered => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Vendor },
            Cause::RateLimited => CauseFacts { retry: Retry::Later, backoff_s: Some(60), actor: Actor::Caller },
            Cause::FloodFilter => CauseFacts { retry: Retry::Later, backoff_s: Some(3600), actor: Actor::Caller },
            Cause::QueueFull => CauseFacts { retry: Retry::Later, backoff_s: Some(60), actor: Actor::Vendor },
            Cause::Congestion => CauseFacts { retry: Retry::Later, backoff_s: Some(300), actor: Actor::Carrier },
            Cause::Timeout => CauseFacts { retry: Retry::Later, backoff_s: Some(300), actor: Actor::Carrier },
            Cause::NetworkError => CauseFacts { retry: Retry::Later, backoff_s: Some(300), actor: Actor::Carrier },
            Cause::SystemError => CauseFacts { retry: Retry::Later, backoff_s: Some(60), actor: Actor::Vendor },
            Cause::ServiceUnavailable => CauseFacts { retry: Retry::Later, backoff_s: Some(60), actor: Actor::Vendor },
            Cause::ValidityExpired => CauseFacts { retry: Retry::Later, backoff_s: Some(3600), actor: Actor::Recipient },
            Cause::NoReport => CauseFacts { retry: Retry::Unknown, backoff_s: None, actor: Actor::Carrier },
            Cause::Cancelled => CauseFacts { retry: Retry::None, backoff_s: None, actor: Actor::Caller },
            Cause::DeletedByNetwork => CauseFacts { retry: Retry::Unknown, backoff_s: None, actor: Actor::Carrier },
            Cause::Replaced => CauseFacts { retry: Retry::None, backoff_s: None, actor: Actor::Caller },
            Cause::OtpExpired => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Recipient },
            Cause::OtpNotFound => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Recipient },
            Cause::OtpWrong => CauseFacts { retry: Retry::AfterFix, backoff_s: None, actor: Actor::Recipient },
        }
    }
}

impl State {
    /// The value of SMPP's `message_state` (SMPP 5.0, 4.7.15) nearest to it. `None` where there is none.
    #[must_use]
    pub const fn smpp_message_state(self) -> Option<u8> {
        match self {
            State::Unknown => Some(7),
            State::Accepted => Some(1),
            State::Scheduled => Some(0),
            State::Queued => Some(1),
            State::Sent => Some(1),
            State::Partial => Some(7),
            State::Failed => Some(5),
            State::Skipped => Some(9),
            State::Deleted => Some(4),
            State::Expired => Some(3),
            State::Undeliverable => Some(5),
            State::Rejected => Some(8),
            State::Delivered => Some(2),
            State::Read => Some(2),
            State::NotApplicable => None,
        }
    }
}

impl State {
    /// The word of Twilio's Message resource nearest to it. `None` where there is none.
    #[must_use]
    pub const fn twilio_status(self) -> Option<&'static str> {
        match self {
            State::Unknown => None,
            State::Accepted => Some("accepted"),
            State::Scheduled => Some("scheduled"),
            State::Queued => Some("queued"),
            State::Sent => Some("sent"),
            State::Partial => Some("partially_delivered"),
            State::Failed => Some("failed"),
            State::Skipped => Some("failed"),
            State::Deleted => Some("canceled"),
            State::Expired => Some("undelivered"),
            State::Undeliverable => Some("undelivered"),
            State::Rejected => Some("failed"),
            State::Delivered => Some("delivered"),
            State::Read => Some("read"),
            State::NotApplicable => None,
        }
    }
}

impl State {
    /// The word of OneAPI's `deliveryStatus` nearest to it. `None` where there is none.
    #[must_use]
    pub const fn oneapi_status(self) -> Option<&'static str> {
        match self {
            State::Unknown => Some("DeliveryUncertain"),
            State::Accepted => Some("MessageWaiting"),
            State::Scheduled => Some("MessageWaiting"),
            State::Queued => Some("MessageWaiting"),
            State::Sent => Some("DeliveredToNetwork"),
            State::Partial => Some("DeliveryUncertain"),
            State::Failed => Some("DeliveryImpossible"),
            State::Skipped => Some("DeliveryImpossible"),
            State::Deleted => Some("DeliveryImpossible"),
            State::Expired => Some("DeliveryImpossible"),
            State::Undeliverable => Some("DeliveryImpossible"),
            State::Rejected => Some("DeliveryImpossible"),
            State::Delivered => Some("DeliveredToTerminal"),
            State::Read => Some("DeliveredToTerminal"),
            State::NotApplicable => None,
        }
    }
}

