//! The lab: makes whole clusters for teaching and testing – certificates, trust lists, configurations, what the command line prints of
//! them – sound, or broken on purpose.
//!
//! Nothing made here is good for production: the keys may come from a seed that others know.

mod calendar;
pub mod capture;
pub mod configuration;
pub mod phone_log;
pub mod transcript;
