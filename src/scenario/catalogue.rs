//! The scenarios that the program carries with it: the files of `saved_scenarios/`, in teaching order.

use std::path::Path;

use super::{Document, LocatedProblem};

/// A scenario of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of its file: `"01_tcp_pair.ron"`.
    pub file: &'static str,
    text: &'static str,
}

macro_rules! catalogue {
    ($($file:literal),* $(,)?) => {
        /// All of them. The first is what the window opens with.
        pub const CATALOGUE: &[Entry] = &[
            $(Entry { file: $file, text: include_str!(concat!("../../saved_scenarios/", $file)) },)*
        ];
    };
}

catalogue!(
    "01_tcp_pair.ron",
    "02_udp_pair.ron",
    "03_connect_without_server.ron",
    "04_reserved_port.ron",
    "05_two_clients_in_turn.ron",
    "06_recvfrom_two_senders.ron",
    "07_stream_has_no_messages.ron",
    "08_wrong_orders.ron",
    "09_end_of_stream.ron",
    "10_full_send_buffer.ron",
    "11_unix_sockets.ron",
    "12_half_close.ron",
    "13_time_wait.ron",
    "14_datagrams_are_cut.ron",
    "15_reset.ron",
    "16_connect_before_accept.ron",
);

impl Entry {
    /// The scenario itself.
    ///
    /// # Errors
    /// None that a test of the catalogue would not have found.
    pub fn document(&self) -> Result<Document, LocatedProblem> {
        Document::parse(self.text, Path::new(self.file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_is_sound_has_its_texts_and_reads_back_equal() {
        for entry in CATALOGUE {
            let scenario = entry.document().unwrap().scenario;
            for texts in [&scenario.title, &scenario.about, &scenario.notes] {
                for language in ["es", "en"] {
                    assert!(texts.0.contains_key(language), "{}: no text in {language}", entry.file);
                }
            }
            let written = scenario.to_ron();
            let again = Document::parse(&written, Path::new(entry.file)).unwrap().scenario;
            assert_eq!(again, scenario, "{written}");
        }
    }

    #[test]
    fn the_catalogue_has_every_file_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .collect();
        files.sort();
        assert_eq!(files, CATALOGUE.iter().map(|entry| entry.file).collect::<Vec<_>>());
    }
}
