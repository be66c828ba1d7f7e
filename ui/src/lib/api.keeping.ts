import type { AssistantClient, CitationForm, ExportFormat, ExportOf } from "./bindings/wire";
import { call } from "./host/host";

/** One function per command of citing, exporting and collecting and of other programs, apart from `api`. Each rejects with a `WireError`. */
export const keepingApi = {
  citationKey: (id: string) => call("citation_key", { id }),
  setCitationKey: (id: string, key: string) => call("set_citation_key", { id, key }),
  copyCitation: (ids: string[], form: CitationForm) => call("copy_citation", { ids, form }),
  exportPick: (of: ExportOf, format: ExportFormat) => call("export_pick", { of, format }),
  paperIds: (of: ExportOf) => call("paper_ids", { of }),
  addCollection: (name: string, parent: string | null) => call("add_collection", { name, parent }),
  renameCollection: (id: string, name: string) => call("rename_collection", { id, name }),
  noteCollection: (id: string, text: string) => call("note_collection", { id, text }),
  moveCollection: (id: string, parent: string | null, before: string | null) =>
    call("move_collection", { id, parent, before }),
  moveCollected: (id: string, papers: string[], before: string | null) =>
    call("move_collected", { id, papers, before }),
  mergeCollections: (id: string, into: string) => call("merge_collections", { id, into }),
  removeCollection: (id: string) => call("remove_collection", { id }),
  collect: (ids: string[], add: string[], remove: string[]) => call("collect", { ids, add, remove }),
  paste: (name: string, text: string) => call("paste", { name, text }),
  addPapers: (ids: string[]) => call("add_papers", { ids }),
  vaultSettings: () => call("vault_settings"),
  vaultPick: () => call("vault_pick"),
  updateVault: (of: ExportOf | null, again: boolean) => call("update_vault", { of, again }),
  setVault: (key: "vault.folder" | "vault.auto" | "vault.papers" | "vault.links" | "vault.days", value: string) =>
    call("set_setting", { key, value }),
  assistants: () => call("assistants"),
  copyAssistant: (client: AssistantClient) => call("copy_assistant", { client }),
  allowChanges: (value: "on" | "off") => call("set_setting", { key: "mcp.changes", value }),
  sendToZotero: (of: ExportOf, again: boolean) => call("send_to_zotero", { of, again }),
  collectionsOf: (ids: string[]) => call("collections_of", { ids }),
};
