import type { ConnectionCause, FileCause, ListProblem } from "../bindings/wire";
import { inWords, reasonInWords, size, type Causes } from "./causes";
import { named, sectionsEn } from "./sections";
import { watchEn } from "./watch.en";

const number = (n: number) => n.toLocaleString("en");
const seconds = (milliseconds: number) => `${milliseconds / 1000} s`;
const inParentheses = (text: string) => (text ? ` (${text})` : "");
const cause = (why: ConnectionCause) => inParentheses(inWords(causesEn.connection, why));
const colon = (text: string) => (text ? `: ${text}` : "");
const section = (key: string) => named(sectionsEn, [key])[0] ?? key;
const file = (why: FileCause) => inWords(causesEn.file, why);
const item = ({ index, kind }: ListProblem) =>
  index === null ? causesEn.items[kind] : `item ${index + 1}: ${causesEn.items[kind]}`;
const or = (words: string[]) => new Intl.ListFormat("en", { type: "disjunction" }).format(words);
const and = (words: string[]) => new Intl.ListFormat("en").format(words);
const SIGN_IN =
  "; this can happen on a network that requires you to sign in: open any page in your browser, sign in, then try again";

/** English words for causes. Messages of a server or the system stay in their own words. */
export const causesEn: Causes = {
  sources: {
    html: "arXiv’s HTML",
    markdown: "Hugging Face’s Markdown",
    pdf: "arXiv’s PDF",
    abs: "arXiv’s abstract page",
    abstract: "the list’s abstract",
  },
  because: (source, why) => `${source}: ${why}`,
  joined: (all) => all.join("; "),
  reading: {
    not_found: "not found",
    not_public: "not public",
    blank: "the page has no text where the article should be",
    too_short: "the converted page ends after a few words",
    raw_latex: "the converted page shows LaTeX commands instead of text",
    too_large: "the page is too large",
    not_converted: "arXiv has no HTML version of this paper",
    other_page: "the page is about the paper but does not contain it",
    styles_too_large: "the page has too many style rules to check for hidden text",
    cut_off: "the page was not transferred completely",
    challenge: "the site asks visitors to prove that they are human",
    foreign: "the response is not the page of a paper",
    other_paper: ({ id }) => `the page belongs to another paper, ${id}`,
    pdf: ({ why }) => causesEn.pdf[why],
    network: ({ why }) => inWords(causesEn.network, why),
    other: ({ text }) => text,
  },
  pdf: {
    no_text: "it has no text",
    garbled: "its characters can’t be recognised",
    other_title: "it does not begin with the paper’s title",
    encrypted: "it is encrypted",
    damaged: "the file is damaged",
    too_large: "it is too large",
    too_complex: "it is too complex to read",
    no_reader: "the program that reads PDFs could not be started",
  },
  network: {
    offline: ({ hosts }) => `there is no network connection: ${hosts.join(" and ")} can’t be reached`,
    busy: ({ host, seconds }) => `${host} is busy${seconds === null ? "" : ` and asked Paperboy to wait ${seconds} s`}`,
    unreachable: ({ host, why }) => `${host} can’t be reached${cause(why)}`,
    silent: ({ host, milliseconds }) => `${host} did not answer within ${seconds(milliseconds)}`,
    status: ({ host, status }) => `${host} answered ${status}`,
    no_page: ({ host, status }) => `${host} answered ${status} without a page`,
    refused: ({ host, status }) => `${host} refused the request with ${status}`,
    redirect_nowhere: ({ host }) => `${host} redirected without saying where${SIGN_IN}`,
    redirect_endless: ({ most }) => `the request was redirected more than ${most} times${SIGN_IN}`,
    redirect_invalid: ({ to }) => `the request was redirected to “${to}”, which is not a valid address${SIGN_IN}`,
    redirect_scheme: ({ scheme }) =>
      `the request was redirected to a “${scheme}:” address, which Paperboy does not follow${SIGN_IN}`,
    redirect_elsewhere: ({ to }) => `the request was redirected to ${to}, which Paperboy does not follow${SIGN_IN}`,
    next_elsewhere: ({ page }) => `the list’s next page ${page} is on another host`,
    too_large: ({ megabytes }) => `the response is larger than ${megabytes} MB`,
    encoding: ({ encoding }) => `the response is encoded as “${encoding}”, which is not supported`,
    stalled: ({ milliseconds, bytes }) =>
      `no more data arrived for ${seconds(milliseconds)} after the first ${size(bytes, "bytes")}`,
    endless: ({ milliseconds }) => `the response did not end within ${seconds(milliseconds)}`,
    compression: ({ text }) => `the response can’t be decompressed${inParentheses(text)}`,
    trailing: "the response has extra data after its end",
    not_secure: ({ why }) => `no secure connection could be established${cause(why)}`,
    proxy: ({ why }) => inWords(causesEn.connection, why),
    broke_off: ({ why }) => `the response broke off or is damaged${cause(why)}`,
    failed: ({ why }) => `the connection failed${cause(why)}`,
    interval_file: ({ file: path, why }) =>
      `the file ${path} that limits requests to arXiv can’t be used${colon(file(why))}`,
  },
  connection: {
    unknown_host: "the host name is not known",
    refused: "the connection was refused",
    timed_out: "the connection timed out",
    closed: "the connection was closed",
    no_route: "the host can’t be reached from this network",
    no_certificate: "the server presented no certificate",
    not_encrypted:
      "the server’s answer is not encrypted; its address may have to begin with http:// instead of https://",
    old_encryption: "the server offers only outdated encryption",
    name_not_served: "the server does not know this host name",
    certificate_wanted: "the server requires a client certificate",
    ended_handshake: "the server ended the connection during the TLS handshake",
    disturbed: "the encrypted data was damaged in transit",
    handshake_failed: "the connection could not be encrypted",
    expired: "the server’s certificate has expired, or this computer’s clock is wrong",
    not_yet_valid: "the server’s certificate is not valid yet, or this computer’s clock is wrong",
    other_name: "the server’s certificate is for another host name",
    revoked: "the server’s certificate was revoked",
    unknown_issuer: "the server’s certificate comes from an issuer that this system does not trust",
    damaged_certificate: "the server’s certificate is damaged",
    authority_certificate:
      "the server presents the certificate of a certificate authority itself, as is common with self-signed certificates; issue a separate certificate for the server",
    certificate_refused: "this system does not accept the server’s certificate",
    proxy_refused: ({ text }) => `the proxy refused to connect to the server${inParentheses(text)}`,
    proxy_login: "the proxy requires a user name and a password, or does not accept those it was given",
    proxy_unreachable: "the proxy can’t be reached",
    proxy_unusable: ({ proxy, setting }) =>
      `the proxy ${proxy} that is set in ${setting || "the desktop’s network settings"} can’t be used; set one that begins with http://, https://, socks4://, socks4a://, socks5:// or socks5h://, or remove it`,
    other: ({ text }) => text,
  },
  file: {
    disk_full: "the disk is full; free some space and try again",
    quota_used_up: "your disk quota is used up; free some space and try again",
    too_large: "it would be larger than the file system allows",
    no_permission: "Paperboy has no permission; change the permissions",
    read_only_disk: "the disk is read-only; choose a location on another disk",
    not_found: "there is no such file or folder",
    not_a_folder: "a part of the path is a file, not a folder",
    is_a_folder: "it is a folder, not a file",
    name_too_long: "its name or its path is too long for this system; choose a shorter one",
    exists: "a file with this name already exists",
    in_use: "another program is using it; close that program and try again",
    locked: "another program has locked it; close that program and try again",
    lost_by_drive: "the file is no longer on the network drive; reconnect the drive and try again",
    reader_ended: "the program that reads from it has ended",
    other: ({ text }) => text,
  },
  day: {
    not_fetched: ({ causes }) => causesEn.joined([...new Set(causes.map((why) => inWords(causesEn.list, why)))]),
    partly_read: ({ first }) => `the list could not be read completely (${item(first)})`,
  },
  list: {
    network: ({ why }) => inWords(causesEn.network, why),
    no_list: "Hugging Face has no list for this day",
    no_page: "Hugging Face has no page for this day",
    nothing_readable: ({ first }) => `no paper in the response can be read (${item(first)})`,
    next_elsewhere: ({ address }) => `the list continues at ${address}, which Paperboy does not follow`,
    too_many_pages: ({ most }) => `the list has more than ${most} pages`,
    too_large: "the response is too large",
    web_page: "the response is a web page, not a list",
    not_json: "the response is not valid JSON",
    other_shape: "the response is not a list of papers",
    other_day: ({ day }) => `the page shows another day, ${day}`,
    no_day: "the page does not say which day it shows",
  },
  items: {
    no_record: "it is not a paper",
    no_id: "it has no arXiv id",
    no_title: "it has no title",
    repeated: "the paper is in the list already",
    titles_only: "the page’s data is damaged: only titles could be read",
    too_many: "the list is too long: the rest was left out",
  },
  report: {
    not_utf8: () =>
      "some bytes are not UTF-8, UTF-16 or GB18030 text and are shown as �; the file itself is not changed",
    no_papers: () => "no papers found: this is neither a daily report nor another file that can be imported",
    no_date: () => "no valid date found in the file or its name",
    no_id: (what) => `“${what}” has no link with an arXiv id, so it can’t be imported`,
    same_paper_twice: (what) => `${what} is in the file twice; the first one is used`,
    no_reading_source: (what) => `“${what}” does not name its reading source`,
    missing_section: (what) => `a section is missing: ${section(what)}`,
    doubled_section: (what) => `a section appears twice; the two were merged: ${section(what)}`,
    section_out_of_order: (what) => `a section is out of order: ${section(what)}`,
    cut_off: (what) => `the file ends inside the paper “${what}”`,
    loose_heading: (what) =>
      `“${what}” looks like a paper, but there is no line of equals signs before it; it is treated as text`,
  },
  line: (line, problem) => `line ${line}: ${problem}`,
  import: {
    report: ({ problem: { kind, line, what, paper } }) => {
      const problem = `${causesEn.report[kind](what)}${inParentheses(paper ?? "")}`;
      return line === null ? problem : causesEn.line(line, problem);
    },
    missing: ({ path }) => `${path} does not exist`,
    no_permission: ({ path }) => `Paperboy has no permission to read ${path}`,
    unreadable: ({ path, why }) => `${path} could not be read${colon(file(why))}`,
    too_large: ({ path, mebibytes }) => `${path} is larger than ${mebibytes} MB; divide it into smaller files`,
    not_a_file: ({ path }) => `${path} is a pipe, a socket or a device, not a file; it was skipped`,
    archive: ({ problem: { place, kind, what } }) =>
      [
        place === null ? "" : `line or item ${number(place)}: `,
        what === "" ? "" : `“${what}”: `,
        causesEn.archive[kind],
      ].join(""),
    not_in_library: ({ count, ids }) =>
      count === 1 ? `${ids[0] ?? "1 paper"} is not in the library` : `${number(count)} papers are not in the library`,
    not_on_arxiv: ({ count }) =>
      count === 1
        ? "1 paper has no arXiv id and was skipped"
        : `${number(count)} papers have no arXiv id and were skipped`,
    unplaced_highlights: ({ count }) =>
      count === 1
        ? "1 highlight could not be located in its paper, because the quoted text is missing there or occurs more than once; it was imported without a position and is listed with the quoted text"
        : `${number(count)} highlights could not be located in their papers, because the quoted text is missing there or occurs more than once; they were imported without a position and are listed with the quoted text`,
    not_added: ({ what, error: { cause } }) =>
      `“${what}” was not added${cause?.code === "value" ? colon(inWords(causesEn.value, cause.why)) : ""}`,
  },
  archive: {
    not_utf8: "the file is not in UTF-8; some characters could not be read",
    broken: "this entry is damaged and was skipped",
    names_no_paper: "this entry names no paper and was skipped",
    not_written: "the other program wrote nothing about this paper; the paper itself was imported",
    too_many: "the file has more papers or highlights than Paperboy reads; divide it into smaller files",
    more_problems: "the file has more problems; they are not listed",
    repeated: "the paper is in the file more than once",
  },
  writing: {
    unknown_paper: ({ id }) => `${id} is not in the library`,
    nothing_to_read: "neither the full text nor the abstract is in the library; fetch the paper’s day first",
    nothing_to_translate: "there is no report to translate; write one first",
    translation_altered: "the model changed numbers or links in its translation",
    text_altered: "the stored full text was altered on the disk; it was removed and will be fetched again",
    left_out: ({ sections }) =>
      `the model left out ${and(named(sectionsEn, sections).map((name) => `“${name}”`))}; built-in extraction supplied ${sections.length === 1 ? "it" : "them"}`,
    prompt_cut: ({ read, sent }) =>
      `the model service read only ${number(read)} of about ${number(sent)} tokens sent and ignored the rest of the paper: increase the model’s context length`,
    empty: "the model’s answer is empty",
    declined: "the model declined to answer",
    looping: "the model repeated itself",
    wrong_language: "the model answered in the wrong language",
    no_report: "the model’s answer has none of the five sections",
    too_long: "the model’s answer is too long for a report",
    filter_stopped: "the model service’s content filter stopped the answer",
    unknown_end: "the model service ended the answer for a reason that Paperboy does not know, so it may be cut short",
    cut_short: "the model’s answer was cut short",
    only_reasoning:
      "the model used all its tokens before it began the report, usually on reasoning: raise the model service’s limit of tokens per answer, or turn reasoning off",
    unset: "no model is set up; enter its address and its name in Settings",
    budget: ({ tokens }) => `today’s limit of ${number(tokens)} tokens has been reached; writing continues tomorrow`,
    key: ({ why }) => causesEn.keys[why],
    key_for_another: ({ given_for, asked }) =>
      `the API key was entered for ${given_for}, but this library uses ${asked}, so the key was not sent; if ${asked} is right, allow sending the key there in Settings`,
    no_key: "the model service requires an API key, and none is set; enter one in Settings",
    test_silent: ({ after }) =>
      `the model sent nothing for ${after} s; if it is still loading, test the connection again in a minute`,
    embeddings: ({ why }) =>
      why.code === "silent"
        ? `the embedding service sent nothing for ${number(why.after)} s`
        : inWords(causesEn.chat, why),
    chat: ({ why }) => inWords(causesEn.chat, why),
  },
  chat: {
    address: ({ why }) => `the model’s address can’t be used: ${inWords(causesEn.address, why)}`,
    unreachable: ({ host, why }) => `the model can’t be reached: ${host}${cause(why)}`,
    key: "the model service rejects the API key; check it in Settings",
    unknown_model: ({ known }) =>
      `the model service has no model of that name${known.length > 0 ? `; it has ${known.join(", ")}` : ""}`,
    quota: ({ message, passes }) =>
      `the account at the model service has no quota left${message ? ` (“${message}”)` : ""}; ${passes ? "Paperboy tries again automatically" : "top it up, then test the connection in Settings"}`,
    busy: ({ message, wait }) =>
      `the model service is busy${message ? ` (“${message}”)` : ""}${wait === null ? "" : ` and asked Paperboy to wait ${wait} s`}`,
    cut: "the model’s answer broke off",
    silent: ({ after }) =>
      `the model sent nothing for ${after} s; you can raise the timeout for the first token in Settings`,
    stalled: ({ after }) => `the model stopped sending for ${after} s`,
    endless: ({ after }) => `the model’s answer did not end within ${after} s`,
    too_long: "the model’s answer is too long",
    prompt_too_long: "the text is longer than the model’s context; increase the model’s context length",
    garbage: ({ why }) =>
      `the address does not answer like a model service: ${inWords(causesEn.garbage, why)}; check the address in Settings, which usually ends in /v1`,
    no_vectors: "the embedding service sends no usable vectors",
    dimensions: ({ expected, got }) =>
      `the embedding service’s vectors have ${number(got)} numbers instead of ${number(expected)}; if it has another model under this name now, delete the folder “meaning” of the library, so that all vectors are made again`,
    filtered: ({ message }) => `the model service declined this text: ${message}`,
    failed: ({ message }) => `the model service reported an error: ${message || "it gave no reason"}`,
    no_model_here: ({ message }) =>
      `there is no model of this kind at this address${inParentheses(message)}; check the address in Settings, which usually ends in /v1`,
    redirected: ({ to }) =>
      `the model’s address redirects to ${to}, which Paperboy does not follow; enter that address if it is the right one`,
    refused: ({ status, message }) =>
      `the model service refused the request with ${status}: ${message || "it gave no reason"}`,
  },
  address: {
    not_bare: "it may contain only a host, a port, a path and, for Azure, ?api-version=",
    not_safe: ({ host }) =>
      `${host} must be reached by https, because it is neither on this computer nor in its local network`,
    invalid: ({ text }) => text,
  },
  garbage: {
    web_page: "it answers with a web page",
    no_answer: "it sends no answer",
    not_text: "its answer is not text",
    holds_key: "its answer contains the API key",
    stream: ({ text }) => `its stream can’t be read${inParentheses(text)}`,
    words: ({ text }) => `it answers “${text}”`,
  },
  keys: {
    locked: "the system keyring is locked: unlock it and try again",
    no_collection:
      "the system keyring service has no default keyring: create one in your password manager and try again",
    no_keyring: "this system has no keyring: set PAPERBOY_MODEL_KEY in the environment instead",
    silent: "the system keyring does not answer: it may be waiting to be unlocked; unlock it and try again",
    failed: "the system keyring does not work properly: set PAPERBOY_MODEL_KEY in the environment instead",
    not_a_key:
      "the API key in PAPERBOY_MODEL_KEY or in the system keyring is not valid: a key consists of letters, digits and symbols, without spaces; enter it again",
    other_host:
      "the API key was entered for a different address than the one in this library, so it was not sent; if the library’s address is right, allow sending the key there in Settings",
  },
  value: {
    not_a_key:
      "an API key consists of up to 10,000 letters, digits and symbols, without spaces; this one was not saved",
    key_not_saved: ({ why }) => `the API key was not saved: ${causesEn.keys[why]}`,
    key_not_removed: ({ why }) => `the API key was not removed: ${causesEn.keys[why]}`,
    not_a_day: ({ text }) => `“${text}” is not a date; it must be YYYY-MM-DD`,
    not_a_month: ({ text }) => `“${text}” is not a month; it must be YYYY-MM`,
    no_id: ({ text }) => `“${text}” contains no arXiv id such as 2512.23576`,
    not_one_of: ({ text, allowed }) => `“${text}” is not valid; use ${or(allowed)}`,
    no_section: ({ id }) => `${id} has no such section`,
    no_pdf: ({ id }) => `the PDF of ${id} is not on this computer; fetch it first`,
    no_image: ({ id }) => `this figure of ${id} is not on this computer`,
    other_article: ({ id }) =>
      `the full text of ${id} has just been fetched again, and its figures have changed; try again`,
    no_version: ({ id, number: n }) => `${id} has no version ${n}`,
    text_unreadable: ({ id }) => `the full text of ${id} can’t be read; fetch it again`,
    ends_too_early: ({ from, to }) => `the first day, ${from}, is later than the last day, ${to}`,
    too_old: ({ day, first }) => `${day} is before ${first}, the first day of Hugging Face’s daily papers`,
    not_begun: ({ day }) => `${day} has not begun yet; days begin at midnight in New York`,
    setting: ({ value, rule }) => `“${value}” can’t be set: ${inWords(causesEn.rule, rule)}`,
    unknown_setting: ({ key }) => `“${key}” is not a setting`,
    tag_too_long: ({ most, tag }) => `a tag can have at most ${number(most)} characters; “${tag}…” is longer`,
    note_too_long: ({ most }) => `a note can be at most ${size(most, "bytes")} long; this one was not saved`,
    query_too_long: ({ most }) => `a saved query can have at most ${number(most)} characters`,
    query_empty: "the query is empty",
    too_many_searches: ({ most }) => `there are ${number(most)} saved searches already; remove one first`,
    unknown_search: ({ name }) => `there is no saved search named “${name}”`,
    unknown_backup: ({ name }) => `there is no backup named “${name}” any more`,
    name_taken: ({ name }) => `“${name}” is the name of another saved search; choose another name`,
    no_name: "a saved search needs a name",
    name_too_long: ({ most }) => `a name can have at most ${number(most)} characters`,
    unknown_collection: ({ name }) => `there is no collection named “${name}”`,
    collection_taken: ({ name }) => `“${name}” is the name of another collection; choose another name`,
    no_subscription: ({ text }) =>
      `you can’t subscribe to “${text}”; use an https address, the full path of a folder, or an arXiv category such as cs.CL`,
    subscribed_already: ({ address }) => `you have already subscribed to ${address}`,
    too_many_subscriptions: ({ most }) => `there are ${number(most)} subscriptions already; remove one first`,
    unknown_subscription: ({ name }) => `there is no subscription named “${name}”`,
    not_subscribed: ({ address, why }) =>
      `the subscription to ${address} was not added: ${inWords(causesEn.subscription, why)}`,
    no_publish_folder: "no folder for published days is chosen; choose one in Settings",
    no_publish_password: ({ host }) =>
      `the password for ${host} is not known on this computer; choose the server again in Settings`,
    publish_in_library: "the folder for published days must be outside the library’s folder",
    not_a_site: ({ text }) =>
      `“${text}” is not the address of a folder on the web, such as https://example.org/papers/`,
    no_vault: "no folder for Obsidian notes is chosen; choose one in Settings",
    vault_in_library: "the folder for Obsidian notes must be outside the library’s folder",
    no_collection_name: "a collection needs a name",
    collection_too_deep: "collections have only two levels: a collection inside another one cannot contain collections",
    too_many_collections: ({ most }) => `there are ${number(most)} collections already; delete one first`,
    unknown_highlight: "this highlight no longer exists",
    no_text: ({ id }) =>
      `the library does not contain the text of ${id} that was to be highlighted; fetch its full text or write its report first`,
    text_changed: "the text has changed since it was selected; select it again",
    quote_not_found: ({ quote }) => `“${quote}” is not in the text; quote it exactly as it is shown`,
    quote_repeated: ({ quote }) => `“${quote}” is in the text more than once; give a longer quote`,
    highlight_too_long: ({ most }) => `a highlight can be at most ${size(most, "bytes")} long`,
    too_many_highlights: ({ most }) => `a paper can have at most ${number(most)} highlights; delete one first`,
    citation_key: ({ why }) => inWords(causesEn.citationKey, why),
    paste_too_long: ({ mebibytes }) =>
      `the pasted text is larger than ${mebibytes} MB; save it as a file and import the file`,
    other: ({ text }) => text,
  },
  citationKey: {
    empty: "a citation key can’t be empty",
    too_long: ({ most }) => `a citation key can have at most ${number(most)} characters`,
    character: ({ character }) =>
      `a citation key can’t contain “${character}”: letters without accents, digits and - _ : . + / are allowed`,
  },
  rule: {
    words: ({ allowed }) => `it must be one of ${allowed.join(", ")}`,
    number: ({ least, most }) => `it must be a whole number from ${number(least)} to ${number(most)}`,
    address: "it must be an https address, or an address on this computer, with only a host, a port and a path",
    endpoint:
      "it must be an https address, usually ending in /v1, or an http address on this computer or in its local network; leave it empty for no model",
    unusable: ({ why }) => inWords(causesEn.chat, why),
    name: ({ most }) => `it must be one line of at most ${number(most)} characters, or empty`,
    folder: "it must be the full path of a folder; leave it empty for none",
    place:
      "it must be the full path of a folder, or the address of one on a server (https://HOST/FOLDER, s3://HOST/BUCKET/FOLDER); leave it empty for none",
    site: "it must be an address on the web, such as https://example.org/papers/, or empty",
    here: "it must be an http address on this computer, such as http://127.0.0.1:23119",
    schedule: ({ example }) => `it must be off, or a time range and an interval, such as ${example}`,
  },
  links: {
    not_an_address: "it is not a complete web address",
    scheme: "only https and http addresses are opened",
    host: "its host is not a public website",
  },
  index: {
    busy: "another window or command is indexing this library: wait until it has finished, or close it",
    not_updated:
      "the search index could not be updated: you can search what it already contains; it will be updated when it can be written",
    broken: "the search index is damaged; restart Paperboy to rebuild it; no papers or notes are affected",
  },
  notSaved: {
    of_a_library: "it is one of the library’s own files; choose another name or folder",
    database: "a database with this name already exists and would be lost; choose another name",
    exists: "a file with this name already exists; choose another name, or remove the file first",
    folder: "it is a folder; add a file name",
    no_folder: "there is no such folder; create it first, or leave out the last slash to name a file",
    socket: "it is a socket, which can’t be written to like a file; choose another name",
    disk: "it is a disk, whose content would be lost; choose another name",
    no_reader: "it is a named pipe, and no program reads from it; start that program first",
    protected: "the file is write-protected; make it writable or choose another name",
    circle: "its symbolic links form a loop; choose another name",
    folder_missing: ({ folder }) => `there is no folder ${folder}; create it first`,
    no_permission: "Paperboy has no permission; change the permissions or choose another location",
    file: ({ why }) => file(why),
  },
  zotero: {
    not_here: "the address of Zotero must be on this computer",
    not_running: "Zotero is not running; start it and try again",
    silent: "Zotero does not answer; restart it and try again",
    garbage: ({ address }) =>
      `the program that answers at ${address} is not Zotero, or is a version of Zotero that Paperboy does not know; quit that program or update Zotero, then try again`,
    read_only: "the library or collection selected in Zotero can’t be changed; select another one there and try again",
    refused: ({ status }) => `Zotero refused the papers (status ${status})`,
  },
  keyring: {
    locked: "the system keyring is locked; unlock it and try again",
    no_collection:
      "the system keyring service has no default keyring; create one in your password manager and try again",
    no_keyring: "this system has no keyring; a folder that is not encrypted needs none",
    silent: "the system keyring does not answer; unlock it and try again",
    failed: "the system keyring does not work properly",
    not_a_key: "the entry in the system keyring can’t be read; set the folder up again with its password or passphrase",
    other_host:
      "the entry in the system keyring can’t be read; set the folder up again with its password or passphrase",
  },
  subscription: {
    network: ({ why }) => inWords(causesEn.network, why),
    folder: ({ why }) => `the folder could not be read: ${file(why)}`,
    not_found: "there is nothing at this address",
    forbidden: "the server does not allow access to this address",
    page: "this is a web page, not a feed; use the address of its feed",
    entities: "the feed defines XML entities, which Paperboy does not read",
    other: "this is neither a folder of daily reports nor a feed",
    newer: "it was published by a newer version of Paperboy; update Paperboy on this computer",
    no_papers: "none of its entries names a paper on arXiv",
    days: "one or more days were being changed or could not be read; Paperboy tries them again later",
    papers: "one or more papers could not be fetched; Paperboy tries them again the next time",
    arxiv: ({ why }) => (why.code === "network" ? inWords(causesEn.network, why.why) : watchEn.causes[why.code]),
    no_category: "arXiv lists no papers in this category; check its name",
    too_many: "there is more than Paperboy fetches at once; the rest follows the next time",
  },
  sync: {
    not_set_up: "no folder is set up; choose one first",
    no_folder: ({ folder }) =>
      `there is no folder ${folder}; connect the folder’s drive, or stop synchronising here and choose another folder`,
    in_library: "the folder is inside the library; choose another one",
    no_key_file: ({ folder }) =>
      `the key file paperboy-sync.json is missing from ${folder}; connect the folder’s drive or wait until the file has arrived; if it is lost, stop synchronising here and set up another folder`,
    bad_key_file: "the folder’s key file paperboy-sync.json is damaged; restore an intact copy of it",
    newer: "a newer version of Paperboy set the folder up; update Paperboy on this computer",
    other_set:
      "the folder was reset and now belongs to other devices; to join them, stop synchronising here, then choose the folder again",
    set_up_meanwhile: "another device has just set the folder up; try again",
    needs_passphrase:
      "the files in the folder are encrypted, and their key is not on this computer; stop synchronising here, then choose the folder again and enter the passphrase",
    wrong_passphrase: "the passphrase or recovery code is wrong; nothing was changed",
    not_encrypted:
      "the folder was set up without a passphrase, so its files are not encrypted; leave the passphrase out, or choose an empty folder",
    short_passphrase: "the passphrase is too short; use at least 8 characters",
    keyring: ({ why }) => `the key or password can’t be read: ${causesEn.keyring[why]}`,
    clock_ahead: ({ hours }) =>
      `the newest change on this computer is dated ${hours} hours ahead of its clock; correct the clock`,
    too_large: "this library contains more than can be synchronised",
    running: "another synchronisation is under way; wait until it has finished",
    stopped: "the synchronisation was stopped; the next one continues it",
    key_file_missing:
      "there are files of other devices, but no key file; wait until the key file has arrived, or choose an empty folder",
    needs_password: ({ host }) => `the password for ${host} is not known on this computer; sign in again`,
    storage: ({ why }) => inWords(causesEn.storage, why),
    unknown_device: "there is no such device; it may have been removed already",
    not_arrived: "what was sent has not arrived in the folder yet, so the operation was not completed; try again later",
    disk_full: "the disk with the library is full; free some space",
    library: "the library could not be read or written; the log has the details",
    folder: ({ why }) => `the folder could not be used: ${file(why)}`,
  },
  storage: {
    address: ({ why }) => `the address can’t be used: ${causesEn.storageAddress[why]}`,
    unreachable: ({ host, why }) =>
      `${host} can’t be reached (${inWords(causesEn.connection, why)}); check the network connection`,
    not_secure: ({ host, why }) => `there is no secure connection to ${host}: ${inWords(causesEn.connection, why)}`,
    broke: ({ host }) => `the connection to ${host} was interrupted; try again`,
    sign_in: ({ host }) => `${host} refused the sign-in; check the user name and the password`,
    forbidden: ({ host }) => `${host} does not allow this user to use the folder; check its permissions`,
    no_folder: ({ host }) => `the folder is not on ${host}; check the address`,
    full: ({ host }) => `the storage on ${host} is full; free some space there`,
    busy: ({ host, seconds }) =>
      `${host} allows no more requests for now; the next attempt is possible in ${Math.ceil(seconds / 60)} min`,
    not_storage: ({ host }) =>
      `${host} did not answer like a WebDAV server or S3-compatible storage; check the address, and whether your network requires you to sign in`,
    moved: ({ host }) =>
      `${host} redirects to another address, which Paperboy does not follow; enter the address that it redirects to`,
    clock: ({ host }) => `${host} reports that this computer’s clock is wrong; correct the clock`,
    refused: ({ host, status }) => `${host} answered with an error (status ${status}); try again later`,
  },
  storageAddress: {
    not_an_address: "it must be https://HOST/FOLDER (WebDAV) or s3://HOST/BUCKET/FOLDER",
    not_safe: "only a server on this computer or its local network may be used without https",
    holds_password: "the address must not contain the password",
    no_bucket: "the bucket is missing: s3://HOST/BUCKET/FOLDER",
  },
  syncFile: {
    not_ours: "it is not a Paperboy file, or it is incomplete",
    altered: "it was altered, is incomplete, or was written with another passphrase",
    newer: "a newer version of Paperboy wrote it; update Paperboy on this computer",
    too_large: "it is larger than any file that Paperboy writes",
    clock_ahead: ({ device, hours }) =>
      `the clock of ${device} is ${hours} hours ahead of this computer’s clock; correct whichever clock is wrong`,
  },
  error: {
    value: ({ why }) => inWords(causesEn.value, why),
    reading: ({ reasons }) => causesEn.joined(reasons.map((reason) => reasonInWords(reason, causesEn))),
    writing: ({ causes }) => causesEn.joined(causes.map((why) => inWords(causesEn.writing, why))),
    link: ({ why }) => causesEn.links[why],
    file: ({ why }) => file(why),
    not_saved: ({ why }) => inWords(causesEn.notSaved, why),
    zotero: ({ why }) => inWords(causesEn.zotero, why),
    sync: ({ why }) => inWords(causesEn.sync, why),
    index: ({ why }) => causesEn.index[why],
  },
};
