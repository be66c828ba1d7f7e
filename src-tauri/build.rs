//! Builds in the configuration, the icons, and what the page may call: `permissions/` names the
//! commands, `capabilities/` grants them.

fn main() {
    tauri_build::build();
}
