use super::*;
use std::sync::Arc;

const INTERVAL: Duration = Duration::from_millis(40);

fn throttle(folder: &tempfile::TempDir) -> Throttle {
    Throttle::new(folder.path().join("arxiv.pace"), INTERVAL, &Limits::default())
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_written_time_never_costs_more_than_one_interval() {
    let now = at("2026-03-02T08:00:00Z");
    let interval = Duration::from_secs(3);
    let wait = |request_time: &str| RequestTime::At(at(request_time)).wait(interval, now);
    assert_eq!(wait("2026-03-02T07:59:58Z"), Duration::from_secs(1));
    assert_eq!(wait("2026-03-02T07:59:57Z"), Duration::ZERO);
    assert_eq!(wait("1990-01-01T00:00:00Z"), Duration::ZERO);
    assert_eq!(wait("2026-03-02T08:00:01Z"), interval, "a time in the future");
    assert_eq!(wait("9000-01-01T00:00:00Z"), interval, "a clock set back by centuries");
    assert_eq!(RequestTime::Empty.wait(interval, now), Duration::ZERO);
    assert_eq!(RequestTime::Unreadable.wait(interval, now), interval);
}

#[tokio::test]
async fn two_processes_on_one_file_keep_the_interval_together() {
    let folder = tempfile::tempdir().unwrap();
    let starts = Arc::new(Mutex::new(Vec::new()));
    let tasks: Vec<_> = (0..3)
        .map(|_| {
            let (throttle, starts) = (throttle(&folder), starts.clone());
            tokio::spawn(async move {
                for _ in 0..4 {
                    let turn = throttle.turn().await.unwrap();
                    starts.lock().unwrap().push(Instant::now());
                    drop(turn);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let starts = starts.lock().unwrap();
    assert_eq!(starts.len(), 12);
    for pair in starts.windows(2) {
        // The wall clock of one process and the steady clock of another may differ by a little.
        assert!(
            pair[1] - pair[0] >= INTERVAL - Duration::from_millis(5),
            "{:?}",
            pair[1] - pair[0]
        );
    }
}

#[tokio::test]
async fn a_turn_excludes_another_until_it_is_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (throttle(&folder), throttle(&folder));
    let turn = first.turn().await.unwrap();
    let waited = tokio::time::timeout(3 * INTERVAL, second.turn()).await;
    assert!(waited.is_err(), "two had a turn at once");
    drop(turn);
    assert!(second.turn().await.unwrap().is_beside_another());
}

#[tokio::test]
async fn a_time_far_in_the_future_or_unreadable_does_not_stall() {
    for text in ["9000-01-01T00:00:00.000000000Z", "not a time", "\u{0}\u{0}", &"9".repeat(10_000)]
    {
        let folder = tempfile::tempdir().unwrap();
        let throttle = throttle(&folder);
        std::fs::write(&throttle.file, text).unwrap();
        let before = Instant::now();
        drop(throttle.turn().await.unwrap());
        assert!(before.elapsed() >= INTERVAL);
        let written = std::fs::read_to_string(&throttle.file).unwrap();
        assert!(
            written.parse::<Timestamp>().is_ok_and(|request_time| request_time <= Timestamp::now()),
            "{written}"
        );
    }
}

#[tokio::test]
async fn a_turn_waited_for_and_given_up_is_nobodys() {
    let folder = tempfile::tempdir().unwrap();
    let throttle = throttle(&folder);
    drop(throttle.turn().await.unwrap());
    assert!(tokio::time::timeout(INTERVAL / 4, throttle.turn()).await.is_err());
    drop(throttle.turn().await.unwrap());
}

#[tokio::test]
async fn a_lock_that_is_never_released_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits {
        connect: Duration::from_millis(5),
        whole: Duration::from_millis(5),
        ..Limits::default()
    };
    let other = throttle(&folder);
    let _turn = other.turn().await.unwrap();
    let stuck =
        Throttle::new(other.file.clone(), INTERVAL, &limits).turn().await.map(drop).unwrap_err();
    assert!(stuck.to_string().contains("another program has locked it"), "{stuck}");
}

#[tokio::test]
async fn an_interval_file_that_cannot_be_created_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let throttle =
        Throttle::new(folder.path().join("missing/arxiv.pace"), INTERVAL, &Limits::default());
    assert!(matches!(
        throttle.turn().await.map(drop),
        Err(Failure::Final(NetError::NoTurn { .. }))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_names_a_wait_is_retried_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let throttle = throttle(&folder);
    let before = Instant::now();
    throttle.hold_off(Duration::from_secs(70));
    drop(throttle.turn().await.unwrap());
    assert!(before.elapsed() >= Duration::from_secs(70));
    throttle.hold_off(Duration::MAX);
    assert!(
        matches!(throttle.turn().await.map(drop), Err(Failure::Busy(Some(_)))),
        "waited longer than a run has"
    );
}

#[tokio::test]
async fn a_wait_that_the_server_requested_is_kept_by_every_process_and_outlives_its_own() {
    let folder = tempfile::tempdir().unwrap();
    {
        let asked = throttle(&folder);
        let mut turn = asked.turn().await.unwrap();
        turn.hold_off(&asked, Duration::from_secs(600)).unwrap();
        // A shorter one ends it no sooner.
        turn.hold_off(&asked, Duration::from_secs(1)).unwrap();
    }
    let other = throttle(&folder);
    let refused = other.turn().await.map(drop);
    let Err(Failure::Busy(Some(left))) = refused else { panic!("{refused:?}") };
    assert!(left > Duration::from_secs(500) && left <= Duration::from_secs(600), "{left:?}");
    assert!(other.is_held_off());
}

#[tokio::test]
async fn a_wait_that_is_over_or_of_a_clock_that_was_set_back_holds_nobody_off() {
    for until in ["2020-01-01T00:00:00.000000000Z", "9000-01-01T00:00:00.000000000Z", "soon"] {
        let folder = tempfile::tempdir().unwrap();
        let throttle = throttle(&folder);
        std::fs::write(&throttle.file, format!("2020-01-01T00:00:00.000000000Z\n{until}")).unwrap();
        drop(throttle.turn().await.unwrap());
        let written = std::fs::read_to_string(&throttle.file).unwrap();
        assert_eq!(written.len(), 30, "{written}");
    }
}
