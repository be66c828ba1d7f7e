//! The only crate that opens a socket: asks Hugging Face and arXiv, politely and within bounds, and
//! brings bytes and facts; asks a chat model; and gives items to a Zotero on this computer.
//!
//! Nothing is parsed here: `paperboy-paper` interprets the bytes. Nothing is stored here but the
//! time of the last request to arXiv, in the interval file: the [`Validators`] that make the next
//! request cheaper are returned with each answer and passed in with the next request. [`Chat`] asks
//! a model, in a module of its own: a model has no interval, its answer comes in pieces, and each
//! failure has another meaning.
//!
//! A complete page may still not be the requested page, but for example a gatekeeper's challenge.
//! The caller detects that, and may repeat the request at once: the interval is kept here.
//!
//! Every method is a future of a tokio runtime with I/O and time. Dropping it ends the request at
//! once, connection and all.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod answer;
mod ask;
mod body;
mod chat;
mod error;
mod feed;
mod limits;
mod link;
mod near;
mod proxy;
mod quota;
mod reach;
mod sources;
mod storage;
mod throttle;
mod tls;
mod wait;
mod zotero;

pub use answer::{Absence, Body, Fetched, ListPage, Next, Validators};
pub use chat::{
    AddressCause, Chat, ChatAnswer, ChatError, ChatLimits, ChatMessage, ChatPiece, ChatRole,
    Embeddings, Finish, GarbageCause, Key, Manner, estimated_tokens,
};
pub use error::NetError;
pub use feed::Feeds;
pub use limits::Limits;
pub use near::leads_near;
pub use sources::{Sources, SourcesError, is_on_this_machine};
pub use storage::{Storage, StorageAddress, StorageAddressCause, StorageTrouble, StoredFile};
pub use zotero::{Zotero, ZoteroError, ZoteroPlaces, ZoteroTarget};

use paperboy_paper::article::is_image_path;
use paperboy_paper::{Category, ConnectionCause, Date, NetworkCause, PaperId};
use quota::Quota;
use reach::Answered;
use reqwest::header::{HeaderValue, InvalidHeaderValue};
use reqwest::redirect::Policy;
use sources::Service;
use std::path::PathBuf;
use throttle::Throttle;
use url::Url;

/// What Paperboy calls itself when the caller has no better name for it.
pub const USER_AGENT: &str = concat!("Paperboy/", env!("CARGO_PKG_VERSION"));

/// The most papers Hugging Face puts on a page of a list.
pub const LARGEST_PAGE: u32 = 100;

/// The most papers that arXiv's interface for programs is asked about at a time.
pub const LARGEST_QUERY: usize = 50;

/// The most papers of a page of a category.
pub const LARGEST_LIST: usize = 200;

/// A client, or why the proxy that is set can't be used: nothing is sent without it.
type Client = Result<reqwest::Client, ConnectionCause>;

/// The HTTP client for Hugging Face and arXiv, shared by all callers.
pub struct Net {
    sources: Sources,
    limits: Limits,
    huggingface: Client,
    arxiv: Client,
    throttle: Throttle,
    api: Quota,
    pages: Quota,
    answered: Answered,
}

/// Why there is no HTTP client: the User-Agent can't be sent, or TLS can't be set up on this
/// machine.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The User-Agent holds what a header may not.
    #[error("the User-Agent can't be sent: {0}")]
    UserAgent(#[from] InvalidHeaderValue),
    /// The machine's certificates or proxy settings can't be used.
    #[error("the network can't be set up: {0}")]
    Client(#[from] reqwest::Error),
}

impl Net {
    /// Prepares the client without sending a request. `interval_file` lies in the library, so that
    /// all processes on it keep arXiv's interval together.
    pub fn new(
        sources: Sources,
        interval_file: PathBuf,
        user_agent: &str,
    ) -> Result<Self, SetupError> {
        Self::with_limits(sources, interval_file, user_agent, Limits::default())
    }

    /// As [`Net::new`] within other bounds. Hugging Face's allowance is not raised unless its
    /// address is on loopback.
    pub fn with_limits(
        sources: Sources,
        interval_file: PathBuf,
        user_agent: &str,
        limits: Limits,
    ) -> Result<Self, SetupError> {
        let limits =
            if sources.on_loopback(Service::HuggingFace) { limits } else { limits.polite() };
        let agent = HeaderValue::from_str(user_agent)?;
        Ok(Self {
            huggingface: client(&sources, Service::HuggingFace, &agent, &limits)?,
            arxiv: client(&sources, Service::Arxiv, &agent, &limits)?,
            throttle: Throttle::new(interval_file, sources.arxiv_interval(), &limits),
            api: Quota::new(limits.api_calls, limits.window),
            pages: Quota::new(limits.pages, limits.window),
            answered: Answered::default(),
            sources,
            limits,
        })
    }

    /// Whether a source allows no request for now: an allowance is used up, or the server requested
    /// a wait.
    pub fn is_held_off(&self) -> bool {
        self.throttle.is_held_off() || self.api.is_waited_for() || self.pages.is_waited_for()
    }

    /// One page of a day's list from Hugging Face's API, `limit` papers long (at most
    /// [`LARGEST_PAGE`]): the first, or the `page` that an earlier one named as [`Next::Page`].
    ///
    /// A server could name pages without end: the caller bounds how many it asks for.
    pub async fn list_page(
        &self,
        date: Date,
        page: Option<&Url>,
        limit: u32,
        validators: &Validators,
    ) -> Result<ListPage, NetError> {
        let what = format!("the list of {date}");
        let mut url = self.sources.url(Service::HuggingFace, "api/daily_papers");
        match page {
            Some(page) if page.origin() == url.origin() => url = page.clone(),
            Some(page) => {
                let cause = NetworkCause::NextElsewhere { page: sources::clip(page.as_str()) };
                return Err(NetError::BadAnswer { what, cause });
            }
            None => {
                let limit = limit.clamp(1, LARGEST_PAGE).to_string();
                url.query_pairs_mut()
                    .append_pair("date", &date.to_string())
                    .append_pair("limit", &limit)
                    .append_pair("p", "0");
            }
        }
        let answer = self.ask(&what, Service::HuggingFace, url, validators).await?;
        Ok(ListPage {
            next: link::next(answer.links.iter().map(String::as_str), &answer.url),
            fetched: answer.fetched,
        })
    }

    /// Hugging Face's page of a day, for when the API fails for good. A day without papers shows
    /// another day's page.
    pub async fn list_html(
        &self,
        date: Date,
        validators: &Validators,
    ) -> Result<Fetched, NetError> {
        self.fetch(
            &format!("the page of {date}"),
            Service::HuggingFace,
            &format!("papers/date/{date}"),
            validators,
        )
        .await
    }

    /// Hugging Face's Markdown of a paper.
    pub async fn paper_markdown(
        &self,
        id: &PaperId,
        validators: &Validators,
    ) -> Result<Fetched, NetError> {
        self.fetch(
            &format!("the Markdown of {id}"),
            Service::HuggingFace,
            &format!("papers/{id}.md"),
            validators,
        )
        .await
    }

    /// arXiv's HTML of a paper, its newest version.
    pub async fn article_html(
        &self,
        id: &PaperId,
        validators: &Validators,
    ) -> Result<Fetched, NetError> {
        self.fetch(&format!("the HTML of {id}"), Service::Arxiv, &format!("html/{id}"), validators)
            .await
    }

    /// arXiv's page with a paper's abstract.
    pub async fn abs(&self, id: &PaperId, validators: &Validators) -> Result<Fetched, NetError> {
        self.fetch(
            &format!("the abstract page of {id}"),
            Service::Arxiv,
            &format!("abs/{id}"),
            validators,
        )
        .await
    }

    /// What arXiv's interface for programs (Atom) says about papers: at most [`LARGEST_QUERY`] of
    /// them.
    pub async fn records(&self, ids: &[PaperId]) -> Result<Fetched, NetError> {
        let ids = &ids[..ids.len().min(LARGEST_QUERY)];
        let list = ids.iter().map(PaperId::as_str).collect::<Vec<_>>().join(",");
        let mut url = self.sources.url(Service::Arxiv, "api/query");
        // Without it, arXiv gives ten.
        url.query_pairs_mut()
            .append_pair("id_list", &list)
            .append_pair("max_results", &ids.len().to_string());
        let what = format!("what arXiv says about {} papers", ids.len());
        Ok(self.ask(&what, Service::Arxiv, url, &Validators::NONE).await?.fetched)
    }

    /// A page of the newest papers of a category, cross-lists included, by the moment of their
    /// submission: at most [`LARGEST_LIST`] of them from the `start`-th on.
    pub async fn category_page(
        &self,
        category: &Category,
        start: usize,
    ) -> Result<Fetched, NetError> {
        let mut url = self.sources.url(Service::Arxiv, "api/query");
        url.query_pairs_mut()
            .append_pair("search_query", &format!("cat:{category}"))
            .append_pair("sortBy", "submittedDate")
            .append_pair("sortOrder", "descending")
            .append_pair("start", &start.to_string())
            .append_pair("max_results", &LARGEST_LIST.to_string());
        let what = format!("the newest papers of {category}");
        Ok(self.ask(&what, Service::Arxiv, url, &Validators::NONE).await?.fetched)
    }

    /// A file of an image of arXiv's HTML, by its path below `/html/`: `2512.23576v1/x1.png`.
    pub async fn image(&self, path: &str, validators: &Validators) -> Result<Fetched, NetError> {
        let what = format!("the image {path}");
        if !is_image_path(path) {
            let cause = NetworkCause::RedirectInvalid { to: sources::clip(path) };
            return Err(NetError::BadAnswer { what, cause });
        }
        let path = format!("html/{path}");
        let fetched = self.fetch(&what, Service::Arxiv, &path, validators).await?;
        self.of_arxiv(what, fetched)
    }

    /// arXiv's PDF of a paper, its newest version.
    pub async fn pdf(&self, id: &PaperId, validators: &Validators) -> Result<Fetched, NetError> {
        let what = format!("the PDF of {id}");
        let url = self.sources.url(Service::Arxiv, &format!("pdf/{id}"));
        let (body, whole) = (self.limits.pdf, self.limits.whole_pdf);
        let limits = Limits { body, whole, ..self.limits.clone() };
        let answer = self.ask_within(&what, Service::Arxiv, url, validators, &limits).await?;
        self.of_arxiv(what, answer.fetched)
    }

    /// An answer that came from arXiv: it may send on to other pages of the sources, where no paper's
    /// files are.
    fn of_arxiv(&self, what: String, fetched: Fetched) -> Result<Fetched, NetError> {
        match &fetched {
            Fetched::Body(body)
                if body.final_url.origin() != self.sources.base(Service::Arxiv).origin()
                    && !self.sources.is_home(Service::Arxiv, &body.final_url.origin()) =>
            {
                let to = sources::clip(&body.final_url.origin().ascii_serialization());
                let cause = NetworkCause::RedirectElsewhere { to };
                Err(NetError::BadAnswer { what, cause })
            }
            _ => Ok(fetched),
        }
    }

    async fn fetch(
        &self,
        what: &str,
        service: Service,
        path: &str,
        validators: &Validators,
    ) -> Result<Fetched, NetError> {
        Ok(self.ask(what, service, self.sources.url(service, path), validators).await?.fetched)
    }
}

fn client(
    sources: &Sources,
    service: Service,
    agent: &HeaderValue,
    limits: &Limits,
) -> Result<Client, SetupError> {
    // Once per process: a second call changes nothing, so its result is ignored.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder()
        .user_agent(agent.clone())
        .connect_timeout(limits.connect)
        .redirect(Policy::none())
        .referer(false)
        .pool_max_idle_per_host(1)
        .pool_idle_timeout(throttle::IDLE_TIMEOUT);
    // A proxy is used for other machines; requests to this machine are direct.
    let builder = if sources.on_loopback(service) {
        builder.no_proxy()
    } else {
        match proxy::for_host(builder.https_only(true), sources.base(service)) {
            Ok(builder) => builder,
            Err(why) => return Ok(Err(why)),
        }
    };
    Ok(Ok(builder.build()?))
}
