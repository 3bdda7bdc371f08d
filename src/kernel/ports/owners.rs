//! Which process has which socket: the links in `/proc/PID/fd` (proc(5)) name it by its inode. Other users' processes
//! show theirs to root alone.

use std::collections::HashMap;

use procfs::process::{FDTarget, all_processes};

use super::{PortRow, Process};

/// Adds to each row who has its socket open.
pub(super) fn fill_in(rows: &mut [PortRow]) {
    let mut wanted: HashMap<u64, Vec<Process>> =
        rows.iter().filter(|row| row.inode != 0).map(|row| (row.inode, Vec::new())).collect();
    // A process that ends meanwhile is none of them.
    for process in all_processes().into_iter().flatten().flatten() {
        let Ok(pid) = u32::try_from(process.pid) else { continue };
        let mut name = None;
        for descriptor in process.fd().into_iter().flatten().flatten() {
            let FDTarget::Socket(inode) = descriptor.target else { continue };
            let Some(owners) = wanted.get_mut(&inode) else { continue };
            if owners.iter().any(|owner| owner.pid == pid) {
                continue;
            }
            let name = name.get_or_insert_with(|| process.stat().map(|stat| stat.comm).unwrap_or_default());
            owners.push(Process { pid, name: name.clone() });
        }
    }
    for row in rows {
        row.processes = wanted.get(&row.inode).cloned().unwrap_or_default();
        row.processes.sort_unstable();
    }
}
