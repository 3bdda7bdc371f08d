//! The arguments of a call, to be changed: each with the editor that fits it. What was typed stays while it is not valid, and
//! what is wrong with it stands below; the call changes only when it is.

use std::fmt::Display;

use egui::{Id, Key, RichText, TextEdit, Ui};
use strum::IntoEnumIterator;

use super::theme::{self, Theme};
use crate::scenario::MOST_DATA;
use crate::sockets::{Address, Call, Data, Family, Half, Hex, Kind, OptionName, OptionSetting};
use crate::text::{self, Language};

/// Characters that a field shows. What is longer is told by its size: laying it out would stop the window.
const LONGEST_SHOWN: usize = 4096;
/// Characters that a field of one word takes.
const LONGEST_WORD: usize = 300;

struct Editor {
    id: Id,
    words: Language,
    /// The function that the call is in Python.
    name: &'static str,
}

/// Shows the arguments of a call. Answers the call as it was changed.
pub fn show(ui: &mut Ui, id: Id, call: &Call, words: Language) -> Option<Call> {
    let editor = Editor { id: id.with(call.name()), words, name: call.name().as_str() };
    let mut edited = without_data(call);
    let before = edited.clone();
    editor.arguments(ui, &mut edited);
    let data = call.data().and_then(|data| editor.data(ui, data));
    if edited == before && data.is_none() {
        return None;
    }
    if let (Some(place), Some(old)) = (edited.data_mut(), call.data()) {
        *place = data.unwrap_or_else(|| old.clone());
    }
    Some(edited)
}

/// The call with nothing for its data, which may be large.
fn without_data(call: &Call) -> Call {
    let data = Data::Text(String::new());
    match call {
        Call::Send { socket, .. } => Call::Send { socket: socket.clone(), data },
        Call::SendTo { socket, to, .. } => Call::SendTo { socket: socket.clone(), data, to: to.clone() },
        other => other.clone(),
    }
}

/// What was typed into a field, and the value that it was typed for.
#[derive(Clone, Default)]
struct Draft {
    text: String,
    of: String,
}

impl Editor {
    fn arguments(&self, ui: &mut Ui, call: &mut Call) {
        let words = self.words;
        let variable = words.on_socket();
        match call {
            Call::Socket { socket, family, kind } => {
                self.word(ui, variable, socket);
                let all = [Family::Inet, Family::Inet6, Family::Unix];
                choice(ui, words.family(), family, &all, Family::constant);
                choice(ui, words.kind(), kind, &[Kind::Stream, Kind::Dgram], Kind::constant);
            }
            Call::Bind { socket, to } | Call::Connect { socket, to } | Call::SendTo { socket, to, .. } => {
                self.word(ui, variable, socket);
                self.address(ui, to);
            }
            Call::Listen { socket, backlog } => {
                self.word(ui, variable, socket);
                self.number(ui, words.backlog(), backlog, u32::MAX.into());
            }
            Call::Accept { socket, into } => {
                self.word(ui, variable, socket);
                self.word(ui, words.new_socket(), into);
            }
            Call::Recv { socket, max } | Call::RecvFrom { socket, max } => {
                self.word(ui, variable, socket);
                self.number(ui, words.at_most(), max, MOST_DATA as u64);
            }
            Call::Shutdown { socket, how } => {
                self.word(ui, variable, socket);
                choice(ui, words.how(), how, &[Half::Read, Half::Write, Half::Both], Half::constant);
            }
            Call::SetSockOpt { socket, option } => {
                self.word(ui, variable, socket);
                self.setting(ui, option);
            }
            Call::GetSockOpt { socket, option } => {
                self.word(ui, variable, socket);
                let all: Vec<_> = OptionName::iter().collect();
                choice(ui, words.option(), option, &all, OptionName::constant);
            }
            Call::Send { socket, .. }
            | Call::Close { socket }
            | Call::GetSockName { socket }
            | Call::GetPeerName { socket } => self.word(ui, variable, socket),
            Call::Function { .. } => {} // no script has it
            Call::Sleep { ms } => self.number(ui, words.milliseconds(), ms, u32::MAX.into()),
        }
    }

    /// A field that holds a value once what is typed is one.
    fn field<T>(
        &self,
        ui: &mut Ui,
        name: &str,
        value: &str,
        longest: usize,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let id = self.id.with(name);
        let mut draft = ui.data(|data| data.get_temp::<Draft>(id)).unwrap_or_default();
        if draft.of != value {
            draft = Draft { text: value.to_owned(), of: value.to_owned() };
        }
        caption(ui, name);
        let edit = TextEdit::singleline(&mut draft.text).id(id.with("text")).char_limit(longest);
        let response = ui.add(edit.font(theme::code(12.5)).desired_width(f32::INFINITY));
        let response = response.accessible_name(name);
        if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            response.surrender_focus();
        }
        let found = read(&draft.text);
        if let Err(wrong) = &found {
            let colour = Theme::of(ui.ctx()).fail;
            ui.label(RichText::new(wrong).size(12.0).color(colour));
        }
        let changed = response.changed();
        ui.data_mut(|data| data.insert_temp(id, draft));
        found.ok().filter(|_| changed)
    }

    fn word(&self, ui: &mut Ui, name: &str, value: &mut String) {
        let words = self.words;
        let read = |typed: &str| match typed.trim() {
            "" => Err(words.no_name().to_owned()),
            name => Ok(name.to_owned()),
        };
        if let Some(new) = self.field(ui, name, value, LONGEST_WORD, read) {
            *value = new;
        }
    }

    fn number<T>(&self, ui: &mut Ui, name: &str, value: &mut T, most: u64)
    where
        T: Display + TryFrom<u64>,
    {
        let read = |typed: &str| {
            let number = typed.trim().parse::<u64>().ok().filter(|number| *number <= most);
            let number = number.and_then(|number| T::try_from(number).ok());
            number.ok_or_else(|| text::not_a_number(self.words, most))
        };
        if let Some(new) = self.field(ui, name, &value.to_string(), LONGEST_WORD, read) {
            *value = new;
        }
    }

    fn address(&self, ui: &mut Ui, address: &mut Address) {
        let words = self.words;
        let kinds = [words.host_and_port(), words.path_of_socket(), words.whoever_sent()];
        let mut at = match address {
            Address::Inet { .. } => 0,
            Address::Unix { .. } => 1,
            Address::Sender => 2,
        };
        let before = at;
        choice(ui, words.address(), &mut at, &[0, 1, 2], |at| kinds[at]);
        if at != before {
            *address = match at {
                0 => Address::Inet { host: "localhost".into(), port: 1024 },
                1 => Address::Unix { path: "charla".into() },
                _ => Address::Sender,
            };
            return;
        }
        match address {
            Address::Inet { host, port } => {
                let read_host = |typed: &str| {
                    let bare = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
                    let new = Address::Inet { host: bare.unwrap_or(typed).to_owned(), port: 1 };
                    match new.to_string().parse::<Address>() {
                        Ok(Address::Inet { host, .. }) => Ok(host),
                        _ => Err(words.bad_host().to_owned()),
                    }
                };
                if let Some(new) = self.field(ui, words.host(), host, LONGEST_WORD, read_host) {
                    *host = new;
                }
                let read = |typed: &str| typed.trim().parse().map_err(|_| text::bad_port(words, self.name));
                if let Some(new) = self.field(ui, words.port(), &port.to_string(), LONGEST_WORD, read) {
                    *port = new;
                }
            }
            Address::Unix { path } => {
                let read = |typed: &str| match format!("unix:{typed}").parse() {
                    Ok(Address::Unix { path }) => Ok(path),
                    _ => Err(words.bad_path().to_owned()),
                };
                if let Some(new) =
                    self.field(ui, words.path_of_socket(), &path.to_string(), LONGEST_WORD, read)
                {
                    *path = new;
                }
            }
            Address::Sender => {}
        }
    }

    fn setting(&self, ui: &mut Ui, setting: &mut OptionSetting) {
        let words = self.words;
        let mut name = setting.name();
        let all: Vec<_> = OptionName::iter().filter(|name| *name != OptionName::Error).collect();
        choice(ui, words.option(), &mut name, &all, OptionName::constant);
        if name != setting.name() {
            *setting = match name {
                OptionName::SndBuf => OptionSetting::SndBuf(4096),
                OptionName::RcvBuf => OptionSetting::RcvBuf(4096),
                OptionName::Linger => OptionSetting::Linger(Some(0)),
                OptionName::NoDelay => OptionSetting::NoDelay(true),
                OptionName::Broadcast => OptionSetting::Broadcast(true),
                OptionName::RcvTimeo => OptionSetting::RcvTimeo(500),
                OptionName::ReuseAddr | OptionName::Error => OptionSetting::ReuseAddr(true),
            };
            return;
        }
        let on_off = |on| if on { words.on() } else { words.off() };
        match setting {
            OptionSetting::ReuseAddr(on) | OptionSetting::NoDelay(on) | OptionSetting::Broadcast(on) => {
                choice(ui, words.value(), on, &[true, false], on_off);
            }
            OptionSetting::SndBuf(bytes) | OptionSetting::RcvBuf(bytes) => {
                self.number(ui, words.value(), bytes, u32::MAX.into());
            }
            OptionSetting::Linger(seconds) => {
                let mut on = seconds.is_some();
                choice(ui, words.value(), &mut on, &[true, false], on_off);
                if on != seconds.is_some() {
                    *seconds = on.then_some(0);
                }
                if let Some(seconds) = seconds {
                    self.number(ui, words.whole_seconds(), seconds, u16::MAX.into());
                }
            }
            OptionSetting::RcvTimeo(ms) => self.number(ui, words.milliseconds(), ms, u32::MAX.into()),
        }
    }

    fn data(&self, ui: &mut Ui, data: &Data) -> Option<Data> {
        let words = self.words;
        let forms = [words.as_text(), words.as_hex(), words.as_repeat()];
        let mut form = match data {
            Data::Text(_) => 0,
            Data::Hex(_) => 1,
            Data::Repeat(..) => 2,
        };
        let before = form;
        choice(ui, words.data(), &mut form, &[0, 1, 2], |form| forms[form]);
        let size = || text::size_of(words, data);
        if data.len() > LONGEST_SHOWN && !matches!(data, Data::Repeat(text, _) if text.len() <= LONGEST_SHOWN)
        {
            quiet(ui, &size());
            return ui.button(words.replace_data()).clicked().then(|| Data::Text(String::new()));
        }
        if form != before {
            return Some(match (form, data) {
                (1, _) => Data::Hex(Hex(data.bytes().into_owned())),
                (2, Data::Text(text)) => Data::Repeat(text.clone(), 2),
                (2, _) => Data::Repeat("x".into(), 10),
                (_, Data::Repeat(text, _)) => Data::Text(text.clone()),
                _ => Data::Text(String::from_utf8_lossy(&data.bytes()).into_owned()),
            });
        }
        if let Some(pasted) = self.pasted(ui) {
            return Some(Data::Text(pasted));
        }
        let plain = |typed: &str| Ok(typed.to_owned());
        let name = words.data_text();
        let new = match data {
            Data::Text(text) => self.field(ui, name, text, usize::MAX, plain).map(Data::Text),
            Data::Hex(hex) => {
                let read = |typed: &str| typed.parse::<Hex>().map_err(|wrong| text::bad_hex(words, &wrong));
                self.field(ui, name, &hex.to_string(), usize::MAX, read).map(Data::Hex)
            }
            Data::Repeat(text, times) => {
                let new = self.field(ui, name, text, usize::MAX, plain);
                let mut often = *times;
                let most = MOST_DATA / text.len().max(1);
                self.number(ui, words.times(), &mut often, most as u64);
                (new.is_some() || often != *times)
                    .then(|| Data::Repeat(new.unwrap_or_else(|| text.clone()), often))
            }
        };
        quiet(ui, &size());
        new
    }

    /// What is pasted and too long to be laid out goes past the field.
    fn pasted(&self, ui: &Ui) -> Option<String> {
        let field = self.id.with(self.words.data_text()).with("text");
        if !ui.memory(|memory| memory.has_focus(field)) {
            return None;
        }
        ui.input_mut(|input| {
            let is_long =
                |event: &egui::Event| matches!(event, egui::Event::Paste(text) if text.len() > LONGEST_SHOWN);
            let at = input.events.iter().position(is_long)?;
            match input.events.remove(at) {
                egui::Event::Paste(text) => Some(text),
                _ => None,
            }
        })
    }
}

fn caption(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    quiet(ui, text);
}

fn quiet(ui: &mut Ui, text: &str) {
    let colour = Theme::of(ui.ctx()).text_soft;
    ui.label(RichText::new(text).size(12.0).color(colour));
}

/// One of a few, all in sight.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    value: &mut T,
    all: &[T],
    word: impl Fn(T) -> &'static str,
) {
    caption(ui, name);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::splat(4.0);
        ui.spacing_mut().button_padding = egui::Vec2::new(7.0, 3.0);
        for one in all {
            if ui.selectable_label(*value == *one, word(*one)).clicked() {
                *value = *one;
            }
        }
    });
}
