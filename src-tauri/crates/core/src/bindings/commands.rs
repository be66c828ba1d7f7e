//! The commands of the window: what each is asked with and what it answers, read out of the
//! shell's own functions. The page's calls, its double and the permissions are made from that.

use std::fmt::Write;
use syn::{FnArg, GenericArgument, Item, Pat, PathArguments, ReturnType, Signature, Type};

/// One command, its types in TypeScript.
struct Command {
    name: String,
    args: Vec<(String, String)>,
    answer: String,
}

/// The commands in some sources, by name.
fn commands(sources: &[impl AsRef<str>]) -> Vec<Command> {
    let items = sources.iter().flat_map(|source| syn::parse_file(source.as_ref()).unwrap().items);
    let mut commands: Vec<Command> = items
        .filter_map(|item| match item {
            Item::Fn(function) => {
                let is_command = function.attrs.iter().any(|attr| attr.path().is_ident("command"));
                is_command.then(|| command(&function.sig))
            }
            _ => None,
        })
        .collect();
    commands.sort_by(|a, b| a.name.cmp(&b.name));
    commands
}

fn command(signature: &Signature) -> Command {
    let mut args = Vec::new();
    for input in &signature.inputs {
        let FnArg::Typed(arg) = input else { panic!("a command is no method") };
        let Pat::Ident(name) = &*arg.pat else { panic!("an argument has a name") };
        // The page's names are in one word: Tauri would write two in another way.
        let name = name.ident.to_string();
        if let Some(kind) = typescript(&arg.ty) {
            assert!(!name.contains('_'), "{name} has two words");
            args.push((name, kind));
        }
    }
    let answer = match &signature.output {
        ReturnType::Default => "null".to_owned(),
        ReturnType::Type(_, kind) => typescript(kind).unwrap(),
    };
    Command { name: signature.ident.to_string(), args, answer }
}

/// A type as the page has it; `None` for what the shell itself passes in.
fn typescript(kind: &Type) -> Option<String> {
    let path = match kind {
        Type::Tuple(tuple) if tuple.elems.is_empty() => return Some("null".to_owned()),
        Type::Path(path) => path.path.segments.last().unwrap(),
        _ => panic!("a type that does not cross"),
    };
    let inner = || match &path.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(kind)) => typescript(kind).unwrap(),
            _ => panic!("a type that does not cross"),
        },
        _ => panic!("a type that does not cross"),
    };
    Some(match path.ident.to_string().as_str() {
        "AppHandle" | "Here" => return None,
        "String" | "PathBuf" => "string".to_owned(),
        "u32" => "number".to_owned(),
        "bool" => "boolean".to_owned(),
        "Answer" => inner(),
        "Option" => format!("{} | null", inner()),
        "Vec" => format!("{}[]", inner()),
        name => name.to_owned(),
    })
}

/// The commands as TypeScript.
pub(super) fn bindings(sources: &[impl AsRef<str>]) -> String {
    let commands = commands(sources);
    let kinds = commands.iter().flat_map(|command| {
        command.args.iter().map(|(_, kind)| kind).chain(std::iter::once(&command.answer))
    });
    let mut names: Vec<&str> = kinds
        .map(|kind| kind.trim_end_matches(" | null").trim_end_matches("[]"))
        .filter(|kind| kind.starts_with(char::is_uppercase))
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut text =
        String::from("// Made from src-tauri/src/commands by `make bindings`. Do not edit.\n\n");
    writeln!(text, "import type {{\n  {},\n}} from \"./wire\";\n", names.join(",\n  ")).unwrap();
    text.push_str("/** Every command: what it is asked with, and what it answers. */\n");
    text.push_str("export interface Commands {\n");
    for Command { name, args, answer } in &commands {
        let args: Vec<String> = args.iter().map(|(name, kind)| format!("{name}: {kind}")).collect();
        let args = if args.is_empty() { "{}".into() } else { format!("{{ {} }}", args.join("; ")) };
        writeln!(text, "  {name}: {{ args: {args}; answer: {answer} }};").unwrap();
    }
    text.push_str("}\n\n/** The commands by name. */\nexport const COMMANDS = [\n");
    for Command { name, .. } in &commands {
        writeln!(text, "  \"{name}\",").unwrap();
    }
    text.push_str("] as const satisfies (keyof Commands)[];\n");
    text
}

/// The commands as the permissions of the window.
pub(super) fn permissions(sources: &[impl AsRef<str>]) -> String {
    let mut text = String::from(
        "# The commands of the window, each allowed by name: made from src/commands by `make bindings`. Do not edit.\n\n\
         [[permission]]\nidentifier = \"commands\"\n\
         description = \"All that the window asks of Paperboy.\"\ncommands.allow = [\n",
    );
    for Command { name, .. } in &commands(sources) {
        writeln!(text, "    \"{name}\",").unwrap();
    }
    text.push_str("]\n");
    text
}

#[test]
fn the_handler_answers_every_command() {
    let sources = super::COMMANDS.map(super::read);
    let (_, handler) = sources[0].split_once("generate_handler![").unwrap();
    let mut handled: Vec<&str> =
        handler.split(']').next().unwrap().split(',').map(str::trim).collect();
    // In a module of its own, a command is named by its path.
    handled.iter_mut().for_each(|name| *name = name.rsplit("::").next().unwrap_or(name));
    handled.retain(|name| !name.is_empty());
    handled.sort_unstable();
    let commands = commands(&sources);
    let named: Vec<&str> = commands.iter().map(|command| command.name.as_str()).collect();
    assert_eq!(handled, named);
    assert!(named.len() > 50, "{named:?}");
}

#[test]
fn a_command_is_read_with_its_arguments_and_its_answer() {
    let source = "
        #[command]
        async fn find(shell: Here<'_>, query: String, most: Option<u32>) -> Answer<Vec<Hit>> {}
        #[command]
        fn ask(handle: AppHandle) {}
        fn helper(text: String) {}";
    let text = bindings(&[source]);
    assert!(
        text.contains("find: { args: { query: string; most: number | null }; answer: Hit[] };")
    );
    assert!(text.contains("ask: { args: {}; answer: null };") && !text.contains("helper"));
    assert!(permissions(&[source]).contains("    \"ask\",\n    \"find\",\n]"));
}
