//! Behaviour at `core`: one binary, one [`test_app::TestApp`].

mod architecture;
mod architecture_page;
mod as_written;
mod backups;
mod behind;
mod damage;
mod export;
mod fetch;
mod fetch_jobs;
mod highlights;
mod import;
mod keeping;
mod marks;
mod model_keys;
mod model_servers;
mod real_report;
mod search;
mod searches;
mod stopping;
mod taken;
mod test_app;
mod verify;
mod versions;
mod write;
mod write_queue;
