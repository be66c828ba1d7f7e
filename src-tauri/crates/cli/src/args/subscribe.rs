//! The arguments of `subscribe`.

use clap::Args as ClapArgs;

/// What to subscribe to.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["address", "list", "remove"])))]
pub struct Subscribe {
    /// The address of published days or of a feed, the full path of a folder with days, or a
    /// category of arXiv such as cs.CL
    #[arg(value_name = "ADDRESS")]
    pub address: Option<String>,
    /// The name under which its reports are kept [default: its title]
    #[arg(long, value_name = "NAME", requires = "address")]
    pub name: Option<String>,
    /// List the subscriptions and when each was last fetched
    #[arg(long)]
    pub list: bool,
    /// Remove a subscription; everything fetched through it is kept
    #[arg(long, value_name = "NAME|ADDRESS")]
    pub remove: Option<String>,
}
