//! Messages in lines over stdin and stdout.

use crate::server::Server;
use paperboy_core::App;
use rmcp::model::JsonRpcMessage;
use rmcp::service::{RxJsonRpcMessage, ServerInitializeError, TxJsonRpcMessage};
use rmcp::transport::Transport;
use rmcp::transport::async_rw::AsyncRwTransport;
use rmcp::{RoleServer, ServiceExt};
use std::io;
use std::sync::Arc;
use tokio::io::{Stdin, Stdout};

/// The longest line, in bytes. A longer one is dropped.
const MAX_LINE_BYTES: usize = 1 << 20;

/// Answers an assistant's client until it closes stdin. One request is answered at a time.
pub fn serve(app: &Arc<App>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let served = runtime.block_on(async {
        let lines = AsyncRwTransport::new_server(tokio::io::stdin(), tokio::io::stdout())
            .with_max_line_length(MAX_LINE_BYTES);
        match Server::new(app.clone()).serve(Requests(lines)).await {
            Ok(running) => running.waiting().await.map(drop).map_err(io::Error::other),
            Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
            Err(error) => Err(io::Error::other(error.to_string())),
        }
    });
    // A read of stdin that the client never ends must not hold up the exit.
    runtime.shutdown_background();
    served
}

/// The requests alone. Notifications and responses are dropped: this server sends no requests, an
/// answer takes too little time to be cancelled, and rmcp ends a session that begins with one.
struct Requests(AsyncRwTransport<RoleServer, Stdin, Stdout>);

impl Transport<RoleServer> for Requests {
    type Error = io::Error;

    fn send(
        &mut self,
        message: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = Result<(), io::Error>> + Send + 'static {
        self.0.send(message)
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        loop {
            if let message @ JsonRpcMessage::Request(_) = self.0.receive().await? {
                return Some(message);
            }
        }
    }

    async fn close(&mut self) -> Result<(), io::Error> {
        self.0.close().await
    }
}
