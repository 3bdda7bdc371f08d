//! Answers about socket options.

use super::{Told, meaning};
use crate::sockets::{Errno, OptionName, OptionSetting};
use crate::text::explain::traits::Traits;
use crate::text::{Language, bytes, duration};
use crate::trace::Context;

pub(super) fn set(language: Language, socket: &str, option: OptionSetting, context: &Context) -> Told {
    let (constant, value) = (option.name().constant(), option.value());
    let advice = match option {
        OptionSetting::SndBuf(_) | OptionSetting::RcvBuf(_) => {
            Some(say!(language, "option_linux_doubles_asked_least"))
        }
        OptionSetting::ReuseAddr(true) if context.is_tcp() => {
            Some(say!(language, "option_set_before_bind_does"))
        }
        OptionSetting::ReuseAddr(true) if context.is_udp() => {
            Some(say!(language, "option_datagrams_go_to_one"))
        }
        OptionSetting::ReuseAddr(true) if context.is_unix() => Some(say!(language, "option_nothing_to_unix")),
        OptionSetting::Linger(Some(0)) if context.is_tcp() => {
            Some(say!(language, "option_close_other_end_will"))
        }
        _ => None,
    };
    let happened = match option {
        OptionSetting::Linger(None) => say!(language, "option_option_off_now", constant, socket),
        _ => say!(language, "option_kernel_accepted", constant, value, socket),
    };
    Told { happened, advice }
}

pub(super) fn value(language: Language, socket: &str, option: OptionName, value: i64) -> Told {
    let constant = option.constant();
    let magnitude = u64::try_from(value).unwrap_or(0);
    let reading = match option {
        OptionName::SndBuf | OptionName::RcvBuf => {
            bytes(language, usize::try_from(magnitude).unwrap_or(usize::MAX))
        }
        OptionName::RcvTimeo if value == 0 => say!(language, "option_0_no_limit"),
        OptionName::RcvTimeo => duration(language, magnitude.saturating_mul(1_000_000)),
        OptionName::Linger if value < 0 => say!(language, "option_off"),
        OptionName::Linger => format!("{value} s"),
        OptionName::Error if value == 0 => say!(language, "option_0_no_error"),
        OptionName::Error => {
            let errno = Errno(i32::try_from(value).unwrap_or(0));
            format!("{value}, {errno} ({})", meaning(language, errno))
        }
        _ if value == 0 => say!(language, "option_0_off"),
        _ => say!(language, "option_value_on", value),
    };
    let happened = say!(language, "option_value_of_constant_of", constant, socket, reading);
    let advice = match option {
        OptionName::SndBuf | OptionName::RcvBuf => {
            Some(say!(language, "option_linux_doubles_setsockopt_asks"))
        }
        OptionName::Error if value != 0 => Some(say!(language, "option_reading_cleared_next_call")),
        _ => None,
    };
    Told { happened, advice }
}
