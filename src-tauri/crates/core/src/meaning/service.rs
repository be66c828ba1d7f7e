//! An embedding service that the user named instead of the built-in model.
//!
//! After a failure it is left alone for a while, longer each time, by searches too: they find
//! papers by words meanwhile.

use super::file::{Kind, MAX_DIMENSIONS, ModelId};
use crate::fetch::USER_AGENT;
use crate::wire::{Event, WritingCause};
use crate::{App, Error};
use paperboy_net::{Chat, ChatError, ChatLimits, estimated_tokens};
use paperboy_rank::{MAX_TEXT_BYTES, Vector};
use paperboy_store::NewAnswer;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use url::Url;

/// The most texts in a request; a server that refuses as many gets fewer.
const MAX_TEXTS: usize = 64;
/// A text is not cut to less than this, in bytes: the server does not refuse it for its length.
const MIN_TEXT_BYTES: usize = 200;
/// The largest answer: 64 vectors of 4,096 numbers as text.
const MAX_ANSWER_BYTES: usize = 8_000_000;
/// How long is waited for the vectors of papers.
const PAPERS_TIMEOUT: Duration = Duration::from_secs(120);
/// How long a search waits for the vector of its query.
const QUERY_TIMEOUT: Duration = Duration::from_secs(2);
/// How often is looked whether the work is to stop.
const STOP_CHECK_INTERVAL: Duration = Duration::from_millis(100);
/// The first pause after a failure, which doubles each time, and the longest one.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const MAX_PAUSE: Duration = Duration::from_secs(900);

/// The service of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Service {
    pub url: String,
    pub name: String,
}

impl Service {
    /// What identifies its vectors.
    pub fn id(&self) -> ModelId {
        let mut sum = Sha256::new();
        for part in ["embeddings", &self.url, &self.name] {
            sum.update((part.len() as u64).to_le_bytes());
            sum.update(part);
        }
        let mut id = [0; 16];
        id.copy_from_slice(&sum.finalize()[..16]);
        id
    }
}

/// What this process knows of the service.
pub(super) struct Connection {
    opened: Mutex<Option<Opened>>,
    failed: Mutex<Option<Failed>>,
    /// How many texts the server takes at once, as far as is known.
    texts: AtomicUsize,
    /// The last query: each of its pages needs its vector.
    query: Mutex<Option<(Kind, String, Vector)>>,
}

struct Opened {
    service: Service,
    chat: Arc<Chat>,
    runtime: Option<Runtime>,
}

impl Drop for Opened {
    fn drop(&mut self) {
        // It may be dropped where nothing may be waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

struct Failed {
    of: ModelId,
    cause: WritingCause,
    times: u32,
    until: Instant,
}

impl Default for Connection {
    fn default() -> Self {
        Self {
            opened: Mutex::default(),
            failed: Mutex::default(),
            texts: AtomicUsize::new(MAX_TEXTS),
            query: Mutex::default(),
        }
    }
}

impl Connection {
    /// Forgets everything: the user changed something.
    pub fn reset(&self) {
        *lock(&self.opened) = None;
        *lock(&self.failed) = None;
        *lock(&self.query) = None;
        self.texts.store(MAX_TEXTS, Ordering::Relaxed);
    }

    /// What went wrong the last time, if something did.
    pub fn trouble(&self, of: ModelId) -> Option<WritingCause> {
        lock(&self.failed).as_ref().filter(|it| it.of == of).map(|it| it.cause.clone())
    }

    /// Whether the service is left alone.
    pub fn is_paused(&self, of: ModelId) -> bool {
        lock(&self.failed).as_ref().is_some_and(|it| it.of == of && Instant::now() < it.until)
    }

    fn fail(&self, of: ModelId, cause: WritingCause, wait: Option<Duration>) {
        if matches!(cause, WritingCause::Embeddings { why: ChatError::Key }) {
            // It may be another one by now.
            *lock(&self.opened) = None;
        }
        let mut failed = lock(&self.failed);
        let times = failed.as_ref().filter(|it| it.of == of).map_or(0, |it| it.times);
        let pause = FIRST_PAUSE.saturating_mul(1 << times.min(10)).min(MAX_PAUSE);
        let until = Instant::now() + wait.unwrap_or_default().max(pause);
        *failed = Some(Failed { of, cause, times: times.saturating_add(1), until });
    }
}

/// Why there are no vectors.
enum NoVectors {
    /// The caller does not want them any more.
    Stopped,
    /// The server takes less at once.
    TooMuch(ChatError),
    Failed(WritingCause, Option<Duration>),
}

impl From<ChatError> for NoVectors {
    fn from(why: ChatError) -> Self {
        let wait = match &why {
            ChatError::Busy { wait, .. } | ChatError::Quota { wait, .. } => *wait,
            _ => None,
        };
        match why {
            ChatError::PromptTooLong { .. }
            | ChatError::Refused { status: 400 | 413 | 422, .. } => Self::TooMuch(why),
            why => Self::Failed(WritingCause::Embeddings { why }, wait),
        }
    }
}

impl App {
    /// The embedding service that is named instead of the built-in model.
    pub(super) fn service(&self) -> Result<Option<Service>, Error> {
        let service = Service {
            url: self.setting("embeddings.url")?,
            name: self.setting("embeddings.name")?,
        };
        Ok((!service.url.is_empty() && !service.name.is_empty()).then_some(service))
    }

    /// How many numbers the service's vectors have; `None` when it does not answer.
    pub(super) fn dimensions_of(
        &self,
        service: &Service,
        stop: &dyn Fn() -> bool,
    ) -> Result<Option<usize>, Error> {
        let asked = self.ask_service(service, &["paper"], None, PAPERS_TIMEOUT, stop)?;
        Ok(asked.and_then(|vectors| vectors.first().map(|vector| vector.numbers().len())))
    }

    /// The vectors of papers' sentences; `None` when the service does not give them or `stop` is
    /// true.
    pub(super) fn service_vectors(
        &self,
        service: &Service,
        texts: &[&str],
        dimensions: usize,
        stop: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<Vector>>, Error> {
        self.ask_service(service, texts, Some(dimensions), PAPERS_TIMEOUT, stop)
    }

    /// The vector of a query; `None` when the service does not give it soon.
    pub(super) fn service_query(
        &self,
        service: &Service,
        text: &str,
        dimensions: usize,
    ) -> Result<Option<Vector>, Error> {
        let kind = Kind { model: service.id(), dimensions };
        let connection = &self.meaning.connection;
        if let Some((of, known, vector)) = &*lock(&connection.query)
            && (of, known.as_str()) == (&kind, text)
        {
            return Ok(Some(vector.clone()));
        }
        let asked =
            self.ask_service(service, &[text], Some(dimensions), QUERY_TIMEOUT, &|| false)?;
        let vector = asked.and_then(|mut vectors| vectors.pop());
        if let Some(vector) = &vector {
            *lock(&connection.query) = Some((kind, text.to_owned(), vector.clone()));
        }
        Ok(vector)
    }

    /// Requests vectors in as many parts as the server wants; a failure is remembered.
    fn ask_service(
        &self,
        service: &Service,
        texts: &[&str],
        dimensions: Option<usize>,
        longest: Duration,
        stop: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<Vector>>, Error> {
        let connection = &self.meaning.connection;
        let mut vectors = Vec::with_capacity(texts.len());
        // How much of each text is sent.
        let mut most_bytes = MAX_TEXT_BYTES;
        while vectors.len() < texts.len() {
            let count = connection.texts.load(Ordering::Relaxed).min(texts.len() - vectors.len());
            let part: Vec<String> = texts[vectors.len()..vectors.len() + count]
                .iter()
                .map(|text| text[..text.floor_char_boundary(most_bytes)].to_owned())
                .collect();
            let longest_text = part.iter().map(String::len).max().unwrap_or_default();
            let (cause, wait) = match self.ask_once(service, part, dimensions, longest, stop)? {
                Ok(part) => {
                    vectors.extend(part);
                    most_bytes = MAX_TEXT_BYTES;
                    continue;
                }
                Err(NoVectors::Stopped) => return Ok(None),
                Err(NoVectors::TooMuch(_)) if count > 1 => {
                    connection.texts.store(count / 2, Ordering::Relaxed);
                    continue;
                }
                Err(NoVectors::TooMuch(_)) if longest_text > MIN_TEXT_BYTES => {
                    most_bytes = longest_text / 2;
                    continue;
                }
                Err(NoVectors::TooMuch(why)) => (WritingCause::Embeddings { why }, None),
                Err(NoVectors::Failed(cause, wait)) => (cause, wait),
            };
            tracing::warn!(%cause, "the embedding service can't be used");
            connection.fail(service.id(), cause, wait);
            self.emit(&Event::Meaning);
            return Ok(None);
        }
        if lock(&connection.failed).take().is_some() {
            self.emit(&Event::Meaning);
        }
        Ok(Some(vectors))
    }

    fn ask_once(
        &self,
        service: &Service,
        texts: Vec<String>,
        dimensions: Option<usize>,
        longest: Duration,
        stop: &dyn Fn() -> bool,
    ) -> Result<Result<Vec<Vector>, NoVectors>, Error> {
        let budget = self.setting("model.daily_token_budget")?.parse().unwrap_or_default();
        if budget > 0 && self.store().spent_on(self.users_today())? >= budget {
            return Ok(Err(NoVectors::Failed(WritingCause::Budget { tokens: budget }, None)));
        }
        let estimate = texts.iter().map(|text| estimated_tokens(text)).sum();
        let digest = self.digest_of(service, &texts);
        let (answer, task) = {
            let mut slot = lock(&self.meaning.connection.opened);
            if slot.as_ref().is_none_or(|opened| opened.service != *service) {
                match self.open_service(service) {
                    Ok(opened) => *slot = Some(opened),
                    Err(cause) => return Ok(Err(NoVectors::Failed(cause, None))),
                }
            }
            let Some((Some(runtime), chat)) =
                slot.as_ref().map(|opened| (opened.runtime.as_ref(), opened.chat.clone()))
            else {
                return Ok(Err(NoVectors::Stopped));
            };
            let (sender, answer) = channel();
            // Not waited for on the runtime itself: an assistant's search is on one already.
            let task = runtime.spawn(async move {
                // Who waited has gone.
                let _ = sender.send(chat.embed(&texts).await);
            });
            (answer, task)
        };
        let began = Instant::now();
        let answered = loop {
            let left = longest.saturating_sub(began.elapsed());
            match answer.recv_timeout(left.min(STOP_CHECK_INTERVAL)) {
                Ok(answered) => break answered,
                Err(RecvTimeoutError::Timeout) if stop() => {
                    task.abort();
                    return Ok(Err(NoVectors::Stopped));
                }
                Err(RecvTimeoutError::Timeout) if !left.is_zero() => {}
                Err(RecvTimeoutError::Timeout) => {
                    task.abort();
                    break Err(ChatError::Silent { after: longest });
                }
                Err(RecvTimeoutError::Disconnected) => break Err(ChatError::Cut),
            }
        };
        let answered = match answered {
            Ok(answered) => answered,
            Err(why) => return Ok(Err(why.into())),
        };
        self.spend(service, digest, answered.tokens.unwrap_or(estimate))?;
        let vectors: Option<Vec<Vector>> =
            answered.vectors.iter().map(|numbers| Vector::of(numbers)).collect();
        Ok(match vectors {
            None => Err(ChatError::NoVectors.into()),
            Some(vectors) => {
                let got = vectors.first().map_or(0, |vector| vector.numbers().len());
                let expected = dimensions.unwrap_or(got.min(MAX_DIMENSIONS));
                if got == expected {
                    Ok(vectors)
                } else {
                    Err(ChatError::dimensions(expected, got).into())
                }
            }
        })
    }

    fn open_service(&self, service: &Service) -> Result<Opened, WritingCause> {
        let invalid = |text: String| WritingCause::Chat {
            why: ChatError::Address { why: paperboy_net::AddressCause::Invalid { text } },
        };
        let url = Url::parse(&service.url).map_err(|error| invalid(error.to_string()))?;
        let key = match self.embeddings_key(&service.url) {
            Ok(key) => key,
            // A service in the user's own network may want no key.
            Err(_) if Chat::is_near(&url) => None,
            Err(why) => return Err(WritingCause::Key { why }),
        };
        let limits = ChatLimits {
            first_token: PAPERS_TIMEOUT,
            silence: PAPERS_TIMEOUT,
            whole: PAPERS_TIMEOUT,
            stream: MAX_ANSWER_BYTES,
            ..ChatLimits::default()
        };
        let chat = Chat::with_limits(&url, &service.name, key, USER_AGENT, limits)
            .map_err(|why| WritingCause::Embeddings { why })?;
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.map_err(|error| invalid(error.to_string()))?;
        Ok(Opened { service: service.clone(), chat: Arc::new(chat), runtime: Some(runtime) })
    }

    /// Each request is counted once, even if it is the same as another one.
    fn digest_of(&self, service: &Service, texts: &[String]) -> Vec<u8> {
        let mut sum = Sha256::new();
        sum.update(service.id());
        sum.update(self.now().as_nanosecond().to_le_bytes());
        texts.iter().for_each(|text| sum.update(text));
        sum.finalize().to_vec()
    }

    /// Counts tokens among those of the day, like a model's.
    fn spend(&self, service: &Service, digest: Vec<u8>, tokens: u64) -> Result<(), Error> {
        if self.read_only() {
            return Ok(());
        }
        let spent = NewAnswer {
            digest,
            model: service.name.clone(),
            text: String::new(),
            done: true,
            prompt_tokens: tokens,
            completion_tokens: 0,
            date: self.users_today(),
        };
        Ok(self.store().keep_answer(&spent, self.now())?)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
