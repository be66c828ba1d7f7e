import type { SyncState } from "../bindings/wire";

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const changes = (n: number) => count(n, "change", "changes");

/** The English words of synchronising with other devices. */
export const syncEn = {
  title: "Synchronise devices",
  hint: "Paperboy keeps your stars, Read later, read marks, tags, notes, highlights, collections, saved searches and the like the same on all your devices. They are exchanged through a folder that Syncthing, a cloud storage app or a shared drive synchronises, or through a WebDAV server or S3-compatible storage. Reports written by a model are synchronised too, each with the title, authors and abstract of its paper; you can turn this off once the folder is set up. You can then also have full texts and figures synchronised. Other papers and settings are not synchronised.",
  folder: "Folder",
  choose: "Choose a folder…",
  server: "Use a server…",
  signIn: "Sign in again…",
  encrypted: "Encrypted",
  readable: "Not encrypted",
  leave: "Stop synchronising…",
  status: "Status",
  now: "Synchronise now",
  preview: "Preview the changes…",
  automatic: "Synchronise automatically",
  automaticHint:
    "When Paperboy starts, soon after each change, every minute, and when Paperboy is closed. A server is contacted less often: it usually gets at most twenty requests an hour.",
  reports: "Synchronise reports written by a model",
  reportsHint:
    "A report that you paid for on one device is then on all of them. Reports made by built-in extraction stay on each device.",
  articles: "Synchronise full texts",
  articlesHint: "A full text that one device has fetched is then on every device where this is on, with its paper.",
  figures: "Synchronise figures",
  figuresHint:
    "A figure fetched on one device where this is on is then on all others where it is on, with the details of its paper, and is not requested from arXiv there. Thirty figures take about 3 MB; at most about 12 MB are sent and 12 MB received in one synchronisation.",
  on: "On",
  off: "Off",
  devices: "Other devices",
  noDevices: "No other device has synchronised through this folder yet. Choose the same folder on your other devices.",
  nameless: "Unnamed device",
  lastChange: (when: string) => `Newest change: ${when}`,
  remove: "Remove…",
  problems: (n: number) =>
    n === 1
      ? "One file of another device was not used"
      : `${n.toLocaleString("en")} files of other devices were not used`,
  states: {
    off: "Not set up",
    new: "Not synchronised yet",
    running: "Synchronising…",
    failed: "Synchronisation failed",
    pending: "Changes not sent yet",
    in_sync: "In sync",
  } satisfies Record<SyncState["code"], string>,
  pending: (n: number) => `${changes(n)} not sent yet`,
  since: (when: string) => `No changes pending here; last synchronised ${when}`,
  lastTime: (when: string) => `Last synchronised ${when}`,
  failed: "Synchronisation failed",
  done: (received: number, sent: number) =>
    received + sent === 0
      ? "Everything is in sync"
      : `Synchronised: ${changes(received)} received, ${sent.toLocaleString("en")} sent`,
  backedUp: "Before the first merge, the library was backed up.",
  renewed:
    "Another copy of this library was already synchronised as this device, so this copy is now registered as a new device.",
  unreadable: (n: number) =>
    `${changes(n)} from other devices could not be read and ${n === 1 ? "was" : "were"} skipped. Update Paperboy on this computer.`,
  address: {
    title: "Use a server",
    address: "Address",
    hint: "Enter https://… for WebDAV (Nextcloud, 坚果云, Synology and others), or s3://HOST/BUCKET/FOLDER for S3-compatible storage.",
    user: "User name or access key",
    password: "Password, app password or secret key",
    passwordHint: "It is stored in the system keyring and sent only to this server.",
    confirm: "Continue",
  },
  setup: {
    title: "Set up the folder",
    join: "Join the other devices",
    isNew: "No device has set up this folder yet.",
    isOthers: "This folder is already set up.",
    how: "Files in the folder",
    encrypt: "Encrypted",
    plain: "Not encrypted",
    encryptHint: "Only your devices can read the files. Each of them needs the passphrase once.",
    plainHint:
      "Anyone who can open the folder can read your notes and tags. Suitable for a folder that only you can open.",
    passphrase: "Passphrase",
    again: "Repeat the passphrase",
    tooShort: "Use at least 8 characters.",
    different: "The two passphrases are different.",
    secret: "Passphrase or recovery code",
    secretHint: "The files in the folder are encrypted.",
    confirm: "Set up",
    confirmJoin: "Join",
    busy: "Just a moment…",
  },
  code: {
    title: "Recovery code",
    hint: "Write the code down and do not store it only on this computer. If you forget the passphrase, you can use the code instead. It is shown only once.",
    done: "I have written it down",
  },
  keyTrouble:
    "The key or the server’s password could not be saved in the system keyring. Synchronisation works until Paperboy is closed; after that, stop synchronising, then choose the folder or the server again and enter the passphrase and the password.",
  merge: {
    title: "Preview of the changes",
    nothing: "Nothing would change on this device.",
    added: "New on this device",
    unread: (mb: number) =>
      `Further reports, full texts and figures are only counted when they are received: ${mb.toLocaleString("en")} MB of files.`,
    replaced: (n: number) => `To be replaced by newer content: ${n.toLocaleString("en")}`,
    removed: (n: number) => `To be removed, as on another device: ${n.toLocaleString("en")}`,
    sent: (n: number) => `To be sent to the other devices: ${changes(n)}`,
    backup: "The library will be backed up first, unless nothing has been done in it yet.",
    confirm: "Synchronise",
    later: "Not now",
    kinds: {
      mark: "Stars, Read later and read marks",
      tag: "Tags of papers",
      note: "Notes",
      chosen_version: "Chosen versions of reports",
      saved_search: "Saved searches",
      citation_key: "Citation keys",
      collection: "Collections",
      collected: "Papers in collections",
      highlight: "Highlights",
      less_of: "Papers with “Less of this”",
      word_opinion: "Preferences for words",
      taste_forgotten: "“Forget everything” under “What was learnt”",
      card_figure: "Chosen figures",
      report: "Reports written by a model",
      article: "Full texts",
      figure: "Figures",
    } as Record<string, string>,
    other: "Other items",
    kind: (n: number, what: string) => `${what}: ${n.toLocaleString("en")}`,
  },
  leaving: {
    title: "Stop synchronising?",
    text: "This library keeps everything it has, and no longer sends or receives changes. The files in the folder stay there.",
    confirm: "Stop",
  },
  removing: {
    title: (name: string) => `Remove “${name}”?`,
    text: "All its changes are merged first; then its files are deleted from the folder, except those of its reports, full texts and figures. The library on that device is not changed, and if the device synchronises again, it is listed here again. To shut out a lost device, set up another folder with another passphrase on your other devices.",
    confirm: "Remove",
    done: (name: string) => `“${name}” was removed`,
  },
};
