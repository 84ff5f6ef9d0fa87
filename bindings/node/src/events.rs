//! Webhooks of sending platforms.
