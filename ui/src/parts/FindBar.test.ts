import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import FindBar from "./FindBar.svelte";

function open(html: string) {
  const root = document.body.appendChild(document.createElement("div"));
  root.innerHTML = html;
  const onclose = vi.fn();
  const { unmount } = render(FindBar, { root, text: null, onclose });
  const type = (text: string) => fireEvent.input(screen.getByRole("textbox"), { target: { value: text } });
  const count = () => screen.getByTestId("find-count");
  return { root, type, count, onclose, unmount };
}

test("what comes into the text or leaves it while one looks is counted", async () => {
  const { root, type, count } = open("<p>a word</p><p>another word</p>");
  await type("word");
  await waitFor(() => expect(count().textContent).toBe("1 of 2"));
  root.insertAdjacentHTML("beforeend", "<p>one more word</p>");
  await waitFor(() => expect(count().textContent).toBe("1 of 3"));
  root.querySelector("p")?.remove();
  await waitFor(() => expect(count().textContent).toBe("1 of 2"));
  await type("more");
  await waitFor(() => expect(count().textContent).toBe("1 of 1"));
});

test("a long text is counted exactly, and Escape ends looking at any moment", async () => {
  const { type, count, onclose, unmount } = open("<p>some <b>word</b> or <i>word</i></p>".repeat(150));
  await type("word");
  await fireEvent.keyDown(screen.getByRole("textbox"), { key: "Enter" });
  await waitFor(() => expect([count().textContent, count().getAttribute("aria-busy")]).toEqual(["1 of 300", "false"]));
  await fireEvent.keyDown(screen.getByRole("textbox"), { key: "Enter" });
  expect(count().textContent).toBe("2 of 300");
  await type("some");
  await fireEvent.keyDown(screen.getByRole("textbox"), { key: "Enter" });
  await fireEvent.keyDown(screen.getByRole("textbox"), { key: "Escape" });
  expect(onclose).toHaveBeenCalledOnce();
  unmount();
  await new Promise((done) => setTimeout(done, 100));
  expect(document.querySelector("mark.found")).toBeNull();
});
