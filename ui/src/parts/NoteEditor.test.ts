import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { NoteDraft } from "../lib/state/note.svelte";
import { slowHost } from "../test/host";
import NoteEditor from "./NoteEditor.svelte";

test("a long note is written part by part, and nothing of it is lost", async () => {
  slowHost();
  const text = Array.from({ length: 10_000 }, (_, n) => `line ${n}\n`).join("");
  const draft = new NoteDraft("2512.00001", text);
  render(NoteEditor, { draft, onleave: () => {} });
  const area = screen.getByRole<HTMLTextAreaElement>("textbox");
  expect(area.value.length).toBeLessThan(20_001);
  expect(text.startsWith(area.value)).toBe(true);
  await fireEvent.input(area, { target: { value: `first ${area.value}` } });
  expect(draft.text).toBe(`first ${text}`);
  await fireEvent.click(screen.getByTestId("note-parts").querySelectorAll("button")[1]!);
  const second = area.value;
  expect(second.length).toBeGreaterThan(1_000);
  await fireEvent.input(area, { target: { value: "" } });
  expect(draft.text).toBe(`first ${text}`.replace(second, ""));
  // What comes from elsewhere is shown.
  draft.text = "short";
  await Promise.resolve();
  expect(area.value).toBe("short");
  expect(screen.queryByTestId("note-parts")).toBeNull();
});
