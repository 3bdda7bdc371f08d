//! A call with its arguments to be changed: the right field for each. What is typed stays as it is while it is not valid, and
//! what is wrong is said at once; the call itself changes only when it is.

use egui::{ComboBox, Event, Id, RichText, TextEdit, Ui, Vec2};

use super::theme::{self, Theme};
use crate::sockets::{Address, Call, Data, Family, Half, Hex, Kind, OptionName, OptionSetting, SocketName};
use crate::text::{self, Language};

/// Longer data is not put into a field, which would lay out every letter of it in each frame; it is counted.
const LONGEST_FIELD: usize = 4096;
const LABEL: f32 = 92.0;

/// The fields of one call.
struct Fields<'a, 'u> {
    ui: &'u mut Ui,
    id: Id,
    /// Variables that hold a socket.
    names: &'a [SocketName],
    words: Language,
}

/// Shows the arguments of a call. Gives the call with what was changed.
pub fn show(ui: &mut Ui, id: Id, call: &Call, names: &[SocketName], words: Language) -> Option<Call> {
    let mut fields = Fields { ui, id, names, words };
    let mut changed = call.clone();
    fields.call(&mut changed);
    (changed != *call).then_some(changed)
}

impl Fields<'_, '_> {
    fn call(&mut self, call: &mut Call) {
        let words = self.words;
        if let Some(name) = call.socket_mut() {
            self.name(words.on_socket(), name);
        }
        match call {
            Call::Socket { family, kind, .. } => {
                let families = [Family::Inet, Family::Inet6, Family::Unix];
                self.choice(words.family(), family, &families, |family| family.constant());
                self.choice(words.kind(), kind, &[Kind::Stream, Kind::Dgram], |kind| kind.constant());
            }
            Call::Bind { to, .. } | Call::Connect { to, .. } => self.address(to),
            Call::Listen { backlog, .. } => self.number(words.backlog(), backlog),
            Call::Accept { into, .. } => self.name(words.new_socket(), into),
            Call::Send { data, .. } => self.data(data),
            Call::SendTo { data, to, .. } => {
                self.data(data);
                self.address(to);
            }
            Call::Recv { max, .. } | Call::RecvFrom { max, .. } => self.number(words.at_most(), max),
            Call::Shutdown { how, .. } => {
                let halves = [Half::Read, Half::Write, Half::Both];
                self.choice(words.how(), how, &halves, |half| half.constant());
            }
            Call::SetSockOpt { option, .. } => self.setting(option),
            Call::GetSockOpt { option, .. } => {
                let all: Vec<OptionName> = <OptionName as strum::IntoEnumIterator>::iter().collect();
                self.choice(words.option(), option, &all, |option| option.constant());
            }
            Call::Sleep { ms } => self.number(words.milliseconds(), ms),
            Call::Close { .. } | Call::GetSockName { .. } | Call::GetPeerName { .. } => {}
        }
    }

    /// A label, and beside it what belongs to it.
    fn row<R>(&mut self, label: &str, field: impl FnOnce(&mut Ui, Id) -> R) -> R {
        let theme = Theme::of(self.ui.ctx());
        self.ui
            .horizontal(|ui| {
                let name = RichText::new(label).font(theme::words(12.0)).color(theme.text_soft);
                let label = ui
                    .allocate_ui(Vec2::new(LABEL, 24.0), |ui| {
                        ui.set_min_width(LABEL);
                        ui.label(name).id
                    })
                    .inner;
                field(ui, label)
            })
            .inner
    }

    fn wrong(&mut self, why: &str) {
        let colour = Theme::of(self.ui.ctx()).fail;
        self.ui.label(RichText::new(why).size(12.0).color(colour));
    }

    /// A field whose text must mean something. `now` is the value as text.
    fn text<T>(
        &mut self,
        label: &str,
        now: &str,
        lines: usize,
        read: impl Fn(&str) -> Result<T, String>,
        write: impl Fn(&T) -> String,
    ) -> Option<T> {
        let key = self.id.with(label);
        // What was typed, and the value that it stood for: another value comes from elsewhere, and is shown.
        let kept: Option<(String, String)> = self.ui.data(|data| data.get_temp(key));
        let (mut typed, mut stands_for) = match kept {
            Some((typed, stands_for)) if stands_for == now => (typed, stands_for),
            _ => (now.to_owned(), now.to_owned()),
        };
        let response = self.row(label, |ui, label| {
            let field = if lines > 1 {
                TextEdit::multiline(&mut typed).desired_rows(lines)
            } else {
                TextEdit::singleline(&mut typed)
            };
            let width = ui.available_width();
            ui.add(field.id(key.with("field")).desired_width(width).font(theme::code(12.0)))
                .labelled_by(label)
        });
        let value = read(&typed);
        let mut changed = None;
        match value {
            Ok(value) if response.changed() => {
                stands_for = write(&value);
                changed = Some(value);
            }
            Ok(_) => {}
            Err(why) => self.wrong(&why),
        }
        self.ui.data_mut(|data| data.insert_temp(key, (typed, stands_for)));
        changed
    }

    fn name(&mut self, label: &str, name: &mut SocketName) {
        let words = self.words;
        let read = |typed: &str| {
            let is_name = !typed.is_empty()
                && !typed.starts_with(|c: char| c.is_ascii_digit())
                && typed.chars().all(|c| c.is_alphanumeric() || c == '_');
            if is_name { Ok(typed.to_owned()) } else { Err(words.bad_variable().to_owned()) }
        };
        if let Some(new) = self.text(label, name, 1, read, Clone::clone) {
            *name = new;
        }
        let others: Vec<&SocketName> = self.names.iter().filter(|other| *other != name).collect();
        if others.is_empty() {
            return;
        }
        let mut chosen = None;
        self.row("", |ui, _| {
            ui.horizontal_wrapped(|ui| {
                for other in others {
                    let button = egui::Button::new(RichText::new(other).font(theme::code(11.0))).small();
                    if ui.add(button).clicked() {
                        chosen = Some(other.clone());
                    }
                }
            });
        });
        if let Some(chosen) = chosen {
            *name = chosen;
        }
    }

    fn choice<T: Copy + PartialEq>(
        &mut self,
        label: &str,
        value: &mut T,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) {
        let id = self.id.with(label);
        self.row(label, |ui, label| {
            let combo =
                ComboBox::from_id_salt(id).selected_text(word(*value)).width(ui.available_width() - 8.0);
            let shown = combo.show_ui(ui, |ui| {
                for one in all {
                    ui.selectable_value(value, *one, word(*one));
                }
            });
            shown.response.labelled_by(label)
        });
    }

    fn number<T>(&mut self, label: &str, value: &mut T)
    where
        T: Copy + std::str::FromStr + std::fmt::Display,
    {
        let words = self.words;
        let read = |typed: &str| typed.trim().parse().map_err(|_| words.bad_number().to_owned());
        if let Some(new) = self.text(label, &value.to_string(), 1, read, T::to_string) {
            *value = new;
        }
    }

    fn address(&mut self, address: &mut Address) {
        #[derive(Clone, Copy, PartialEq)]
        enum Form {
            Inet,
            Unix,
            Sender,
        }
        let words = self.words;
        let was = match address {
            Address::Inet { .. } => Form::Inet,
            Address::Unix { .. } => Form::Unix,
            Address::Sender => Form::Sender,
        };
        let mut form = was;
        let all = [Form::Inet, Form::Unix, Form::Sender];
        self.choice(words.address(), &mut form, &all, |form| match form {
            Form::Inet => words.host_and_port(),
            Form::Unix => words.unix_path(),
            Form::Sender => words.who_wrote(),
        });
        if form != was {
            *address = match form {
                Form::Inet => Address::Inet { host: "localhost".into(), port: 1024 },
                Form::Unix => Address::Unix { path: "chat".into() },
                Form::Sender => Address::Sender,
            };
        }
        match address {
            Address::Inet { host, port } => {
                let read = |typed: &str| {
                    let whole = Address::Inet { host: typed.to_owned(), port: 0 }.to_string();
                    match whole.parse() {
                        Ok(Address::Inet { host, .. }) => Ok(host),
                        _ => Err(words.bad_host().to_owned()),
                    }
                };
                if let Some(new) = self.text(words.host(), host, 1, read, Clone::clone) {
                    *host = new;
                }
                let read = |typed: &str| typed.trim().parse().map_err(|_| words.bad_port().to_owned());
                if let Some(new) = self.text(words.port(), &port.to_string(), 1, read, u16::to_string) {
                    *port = new;
                }
            }
            Address::Unix { path } => {
                let read = |typed: &str| match format!("unix:{typed}").parse() {
                    Ok(Address::Unix { path }) => Ok(path),
                    _ => Err(words.bad_path().to_owned()),
                };
                if let Some(new) = self.text(words.path(), path, 1, read, Clone::clone) {
                    *path = new;
                }
            }
            Address::Sender => {}
        }
    }

    fn data(&mut self, data: &mut Data) {
        #[derive(Clone, Copy, PartialEq)]
        enum Form {
            Text,
            Hex,
            Repeat,
        }
        let words = self.words;
        let was = match data {
            Data::Text(_) => Form::Text,
            Data::Hex(_) => Form::Hex,
            Data::Repeat(..) => Form::Repeat,
        };
        let mut form = was;
        self.choice(
            words.data_form(),
            &mut form,
            &[Form::Text, Form::Hex, Form::Repeat],
            |form| match form {
                Form::Text => words.as_text(),
                Form::Hex => words.as_hex(),
                Form::Repeat => words.as_repeat(),
            },
        );
        if form != was {
            // The bytes stay the same as far as the form can hold them.
            let bytes = data.to_payload();
            *data = match form {
                Form::Text => Data::Text(bytes.to_text().into_owned()),
                Form::Hex => Data::Hex(Hex(bytes.to_vec())),
                Form::Repeat => Data::Repeat(bytes.to_text().chars().take(80).collect(), 1),
            };
        }
        if !self.pasted(data) && !self.counted(data) {
            self.letters(data);
        }
        let characters = match &*data {
            Data::Text(text) => Some(text.chars().count()),
            Data::Hex(_) | Data::Repeat(..) => None,
        };
        let told = text::encoded(words, data.len(), characters);
        let colour = Theme::of(self.ui.ctx()).text_soft;
        self.row("", |ui, _| ui.label(RichText::new(told).size(12.0).color(colour)));
    }

    /// A paste that is too long for a field is taken for the data before any field sees it.
    fn pasted(&mut self, data: &mut Data) -> bool {
        let field = self.id.with(self.words.data()).with("field");
        if !self.ui.memory(|memory| memory.has_focus(field)) {
            return false;
        }
        let long = self.ui.input_mut(|input| {
            let is_long = |event: &Event| matches!(event, Event::Paste(text) if text.len() > LONGEST_FIELD);
            let at = input.events.iter().position(is_long)?;
            Some(input.events.remove(at))
        });
        let Some(Event::Paste(text)) = long else { return false };
        *data = Data::Text(text);
        true
    }

    /// Data that no field shows: its number, and a way to begin anew.
    fn counted(&mut self, data: &mut Data) -> bool {
        let long = match &*data {
            Data::Text(text) | Data::Repeat(text, _) => text.len() > LONGEST_FIELD,
            Data::Hex(hex) => hex.0.len() > LONGEST_FIELD,
        };
        if !long {
            return false;
        }
        let words = self.words;
        let replace = self.row(words.data(), |ui, _| ui.button(words.replace_data()).clicked());
        if replace {
            *data = Data::Text(String::new());
        }
        true
    }

    fn letters(&mut self, data: &mut Data) {
        let words = self.words;
        let as_it_is = |typed: &str| Ok(typed.to_owned());
        match data {
            Data::Text(text) => {
                if let Some(new) = self.text(words.data(), text, 2, as_it_is, Clone::clone) {
                    *text = new;
                }
            }
            Data::Hex(hex) => {
                let read = |typed: &str| typed.parse::<Hex>().map_err(|error| text::bad_hex(words, &error));
                if let Some(new) = self.text(words.data(), &hex.to_string(), 2, read, Hex::to_string) {
                    *hex = new;
                }
            }
            Data::Repeat(text, times) => {
                if let Some(new) = self.text(words.data(), text, 1, as_it_is, Clone::clone) {
                    *text = new;
                }
                self.number(words.times(), times);
            }
        }
    }

    fn setting(&mut self, option: &mut OptionSetting) {
        let words = self.words;
        let settings = [
            OptionSetting::ReuseAddr(true),
            OptionSetting::SndBuf(4096),
            OptionSetting::RcvBuf(4096),
            OptionSetting::Linger(Some(0)),
            OptionSetting::NoDelay(true),
            OptionSetting::Broadcast(true),
            OptionSetting::RcvTimeo(500),
        ];
        let names = settings.map(OptionSetting::name);
        let mut name = option.name();
        self.choice(words.option(), &mut name, &names, |name| name.constant());
        if name != option.name() {
            if let Some(other) = settings.into_iter().find(|setting| setting.name() == name) {
                *option = other;
            }
            return;
        }
        let label = words.value();
        match option {
            OptionSetting::ReuseAddr(on) | OptionSetting::NoDelay(on) | OptionSetting::Broadcast(on) => {
                self.choice(label, on, &[true, false], |on| if on { "1" } else { "0" });
            }
            OptionSetting::SndBuf(size) | OptionSetting::RcvBuf(size) => self.number(label, size),
            OptionSetting::RcvTimeo(ms) => self.number(words.milliseconds(), ms),
            OptionSetting::Linger(seconds) => {
                let read = |typed: &str| match typed.trim() {
                    "" => Ok(None),
                    number => number.parse().map(Some).map_err(|_| words.bad_number().to_owned()),
                };
                let write = |seconds: &Option<u16>| seconds.map_or_else(String::new, |s| s.to_string());
                if let Some(new) = self.text(words.linger_seconds(), &write(seconds), 1, read, write) {
                    *seconds = new;
                }
            }
        }
    }
}
