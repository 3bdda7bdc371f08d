//! A session that is dropped is gone at once, with its threads and descriptors, whatever they waited for. Alone in its
//! program, as it counts the threads and descriptors of the whole process.

mod driver;

#[cfg(target_os = "linux")]
mod counted {
    use std::time::{Duration, Instant};

    use socketlab::session::Command;
    use socketlab::sockets::{Call, OptionSetting};

    use super::driver::{
        Driven, accept, bind, close, connect, listen, recv, recvfrom, send_many, sendto, set, sleep, tcp,
        udp, unix, unix_dgram,
    };

    fn count(of: &str) -> usize {
        std::fs::read_dir(format!("/proc/self/{of}")).unwrap().count()
    }

    /// The scripts of one of each kind of waiting call, and how many of them end up waiting.
    fn crowd(n: usize) -> (Vec<Vec<Call>>, usize) {
        let port = |offset: usize| format!("127.0.0.1:{}", 1 + 4 * n + offset);
        let path = |name: &str| format!("unix:{name}{n}");
        let deaf = vec![tcp("l"), bind("l", &port(0)), listen("l", 0), sleep(3_600_000)];
        let scripts = vec![
            deaf,
            vec![tcp("s"), connect("s", &port(0)), recv("s", 10)],
            vec![tcp("s"), connect("s", &port(0)), send_many("s", 16 << 20)],
            vec![tcp("l"), bind("l", &port(1)), listen("l", 1), accept("l", "c")],
            vec![udp("r"), bind("r", &port(2)), recvfrom("r", 10)],
            vec![unix("l"), bind("l", &path("l")), listen("l", 0), sleep(3_600_000)],
            vec![unix("s"), connect("s", &path("l")), send_many("s", 16 << 20)],
            vec![unix("s"), connect("s", &path("l"))],
            vec![
                tcp("l"),
                set("l", OptionSetting::RcvBuf(4096)),
                bind("l", &port(3)),
                listen("l", 1),
                accept("l", "c"),
                sleep(3_600_000),
            ],
            // With SO_LINGER, close waits on a thread of its own for what was sent to be taken.
            vec![
                tcp("s"),
                connect("s", &port(3)),
                send_many("s", 100_000),
                set("s", OptionSetting::Linger(Some(30))),
                close("s"),
            ],
            {
                let mut flood = vec![unix_dgram("r"), bind("r", &path("d")), unix_dgram("s")];
                flood.extend((0..2000).map(|_| sendto("s", "x", &path("d"))));
                flood
            },
        ];
        let waiting = scripts.len();
        (scripts, waiting)
    }

    #[test]
    fn dropping_a_session_with_many_waiting_calls_ends_at_once_and_leaves_nothing() {
        for participants in [11, 110] {
            let (threads, descriptors) = (count("task"), count("fd"));
            let mut scripts = Vec::new();
            let mut waiting = 0;
            for n in 0..participants / 11 {
                let (more, wait) = crowd(n);
                scripts.extend(more);
                waiting += wait;
            }
            let mut run = Driven::scripts(scripts);
            run.session.apply(Command::RunFreely);
            run.until("everybody waits", |session| (session.waiting().count() == waiting).then_some(()));
            let lingering = participants / 11;
            assert_eq!(count("task"), threads + participants + lingering, "one thread for each participant");
            assert!(count("fd") > descriptors + 3 * participants);

            // On a thread, so that a drop that never ends is a failure and not a test that hangs.
            let (sender, gone) = std::sync::mpsc::channel();
            let dropping = std::thread::spawn(move || {
                let began = Instant::now();
                drop(run);
                sender.send(began.elapsed())
            });
            let took = gone.recv_timeout(Duration::from_secs(20)).expect("the drop ends");
            dropping.join().unwrap().unwrap();
            println!("{participants} participants, {waiting} waiting: gone in {took:?}");
            // 100 ms at most for a run of some size, on a machine that has nothing else to do.
            assert!(took < Duration::from_secs(5), "{took:?}");
            // A thread that was joined can be listed for an instant longer.
            let deadline = Instant::now() + Duration::from_secs(10);
            while count("task") > threads && Instant::now() < deadline {
                std::thread::yield_now();
            }
            assert_eq!((count("task"), count("fd")), (threads, descriptors));
        }
    }
}
